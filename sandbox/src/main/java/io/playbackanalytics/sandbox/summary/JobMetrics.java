package io.playbackanalytics.sandbox.summary;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** The job's record counts, read where Prometheus reads them. */
final class JobMetrics {

  /** A page of very many cohorts takes its time. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final HttpRequest request;

  JobMetrics(URI page) {
    request = HttpRequest.newBuilder(page).timeout(TIMEOUT).build();
  }

  /** Empty while the page can't be read or the job has not registered its counters yet. */
  Optional<RecordCounts> recordCounts() throws InterruptedException {
    try {
      MetricsPage page =
          new MetricsPage(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      OptionalDouble aggregated = page.sumOf("_playback_records_aggregated_total");
      OptionalDouble late = page.sumOf("_playback_records_late_total");
      OptionalDouble rejected = page.sumOf("_playback_records_rejected_total");
      if (aggregated.isEmpty() || late.isEmpty() || rejected.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new RecordCounts(
              (long) aggregated.getAsDouble(),
              (long) late.getAsDouble(),
              (long) rejected.getAsDouble()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
