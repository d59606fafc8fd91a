/** From the bytes of a value to an event or to the reason why it is none: plain Java. */
@NullMarked
package io.playbackanalytics.ingest.json;

import org.jspecify.annotations.NullMarked;
