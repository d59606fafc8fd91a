package io.playbackanalytics.settings;

import io.playbackanalytics.play.PlayRules;

/**
 * How plays are tracked.
 *
 * @param topic where they go once they are closed
 * @param maxOpen of how many sessions of a subtask
 */
public record PlaySettings(String topic, PlayRules rules, int maxOpen) {}
