package io.playbackanalytics.play;

import java.util.function.Consumer;

/**
 * Who hears what follows from the reports of a session.
 *
 * @param cohorts what changes for them
 * @param closed each play that is closed
 */
record Effects(PlaySink cohorts, Consumer<ClosedPlay> closed) {}
