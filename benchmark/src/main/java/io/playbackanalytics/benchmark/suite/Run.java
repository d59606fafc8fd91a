package io.playbackanalytics.benchmark.suite;

import io.playbackanalytics.benchmark.contender.Measurement;

/**
 * One measured run.
 *
 * @param scenario what ran
 * @param round counted from 1
 */
public record Run(Scenario scenario, int round, Measurement measurement) {}
