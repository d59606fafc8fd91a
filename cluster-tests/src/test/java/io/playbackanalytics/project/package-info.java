/** The project's own files, as tests read them. */
@NullMarked
package io.playbackanalytics.project;

import org.jspecify.annotations.NullMarked;
