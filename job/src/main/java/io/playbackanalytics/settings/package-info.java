/** What an operator can set: every key, its default, and the checks that end a start early. */
@NullMarked
package io.playbackanalytics.settings;

import org.jspecify.annotations.NullMarked;
