/** Results as JSON: plain Java. */
@NullMarked
package io.playbackanalytics.publish.json;

import org.jspecify.annotations.NullMarked;
