package io.playbackanalytics.measure;

/**
 * What events say of plays, on the way to their sessions: those of one fetch whose sessions are of
 * one key group, so that they cross the network as one element.
 *
 * @param key that of one of the sessions, by which all of them find their subtask
 * @param reports one behind the other, as {@link io.playbackanalytics.play.ReportsReader} reads
 *     them
 */
public record Reports(String key, byte[] reports) {}
