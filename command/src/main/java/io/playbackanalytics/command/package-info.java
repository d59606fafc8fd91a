/** What commands of this project take as options: how they are declared, read and explained. */
@NullMarked
package io.playbackanalytics.command;

import org.jspecify.annotations.NullMarked;
