/** What fills the events topic: simulated players, or a file of recorded events. */
@NullMarked
package io.playbackanalytics.sandbox.feed;

import org.jspecify.annotations.NullMarked;
