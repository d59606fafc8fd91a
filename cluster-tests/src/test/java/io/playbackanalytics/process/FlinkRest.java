package io.playbackanalytics.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an operator does with a cluster, over its REST interface. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;

  FlinkRest(String address) {
    this.address = address;
  }

  public boolean isUp() {
    return Http.answers(address + "/overview");
  }

  public int taskManagers() {
    return Http.getJson(address + "/overview").get("taskmanagers").asInt();
  }

  /** Uploads the jar; returns its id. */
  public String upload(Path jar) {
    String boundary = UUID.randomUUID().toString();
    try {
      HttpRequest.BodyPublisher body =
          HttpRequest.BodyPublishers.concat(
              HttpRequest.BodyPublishers.ofString(
                  "--"
                      + boundary
                      + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                      + jar.getFileName()
                      + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n"),
              HttpRequest.BodyPublishers.ofFile(jar),
              HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
      JsonNode answer =
          JSON.readTree(
              Http.send(
                  Http.request(address + "/jars/upload")
                      .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                      .POST(body)
                      .build()));
      return Path.of(answer.get("filename").asText()).getFileName().toString();
    } catch (FileNotFoundException | com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("not uploaded: " + jar, e);
    }
  }

  /**
   * Starts the job, from a savepoint if there is one; returns its id. Over REST the parallelism has
   * to be said: the cluster's default is that of {@code flink run}.
   */
  public String run(
      String jar, int parallelism, Optional<String> savepoint, List<String> arguments) {
    ObjectNode request = JSON.createObjectNode().put("parallelism", parallelism);
    arguments.forEach(request.putArray("programArgsList")::add);
    savepoint.ifPresent(path -> request.put("savepointPath", path));
    return Http.send("POST", address + "/jars/" + jar + "/run", request.toString())
        .get("jobid")
        .asText();
  }

  /** Waits until all tasks of the job run with that parallelism. */
  public void awaitRunning(String job, int parallelism) {
    Await.until(
        "all tasks run",
        () -> Http.getJson(address + "/jobs/" + job),
        details ->
            details.get("state").asText().equals("RUNNING")
                && StreamSupport.stream(details.get("vertices").spliterator(), false)
                    .allMatch(
                        vertex ->
                            vertex.get("parallelism").asInt() == parallelism
                                && vertex.at("/tasks/RUNNING").asInt() == parallelism));
  }

  /** The heap that all TaskManagers use together, in bytes. */
  public long heapUsed() {
    return Await.until("the heap is known", this::heapUsedAsFarAsKnown, used -> used > 0);
  }

  /** 0 until the JobManager has asked the TaskManagers, which it does when it is asked. */
  private long heapUsedAsFarAsKnown() {
    long used = 0;
    for (JsonNode metric :
        Http.getJson(address + "/taskmanagers/metrics?get=Status.JVM.Memory.Heap.Used&agg=sum")) {
      used += metric.get("sum").asLong();
    }
    return used;
  }

  /** The size of the job's newest checkpoint, in bytes; 0 before the first. */
  public long stateSize(String job) {
    return Http.getJson(address + "/jobs/" + job + "/checkpoints")
        .at("/latest/completed/state_size")
        .asLong();
  }

  /** Ends the job without a savepoint. */
  public void cancel(String job) {
    Http.send("PATCH", address + "/jobs/" + job, "");
    awaitState(job, "CANCELED");
  }

  /** Whatever Flink's web UI shows of the job and its cluster. */
  public List<String> pages(String job) {
    return Stream.of(
            "/config",
            "/overview",
            "/jars",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobs/" + job,
            "/jobs/" + job + "/config",
            "/jobs/" + job + "/plan",
            "/jobs/" + job + "/exceptions",
            "/jobs/" + job + "/checkpoints/config")
        .map(page -> Http.get(address + page))
        .toList();
  }

  public String state(String job) {
    return Http.getJson(address + "/jobs/" + job).get("state").asText();
  }

  /**
   * How many checkpoints of the job are there.
   *
   * @param which {@code completed}, {@code in_progress} or {@code failed}
   */
  public long checkpoints(String job, String which) {
    return Http.getJson(address + "/jobs/" + job + "/checkpoints").at("/counts/" + which).asLong();
  }

  /** How long the job's longest checkpoint took, from its trigger to its completion. */
  public Duration longestCheckpoint(String job) {
    return Duration.ofMillis(
        Http.getJson(address + "/jobs/" + job + "/checkpoints")
            .at("/summary/end_to_end_duration/max")
            .asLong());
  }

  /** How often the job, which runs, was restarted. */
  public long restarts(String job) {
    String metrics = address + "/jobs/" + job + "/metrics?get=numRestarts,runningTime";
    // The answer is what was fetched last, maybe nothing; asking makes the JobManager fetch again.
    JsonNode last = Http.getJson(metrics);
    JsonNode now =
        Await.until(
            "its metrics are those of now",
            () -> Http.getJson(metrics),
            found -> found.size() == 2 && !found.equals(last));
    return value("numRestarts", now);
  }

  private static long value(String name, JsonNode metrics) {
    for (JsonNode metric : metrics) {
      if (metric.get("id").asText().equals(name)) {
        return metric.get("value").asLong();
      }
    }
    throw new AssertionError("no " + name + " in " + metrics);
  }

  public void awaitState(String job, String state) {
    Await.until("the job is " + state, () -> state(job), state::equals);
  }

  /** Stops without firing anything; returns the savepoint to go on from. */
  public String stopWithSavepoint(String job) {
    return stop(job, false);
  }

  /** Ends the stream: every window fires, and the job finishes. */
  public void drain(String job) {
    stop(job, true);
  }

  private String stop(String job, boolean drain) {
    String trigger =
        Http.send("POST", address + "/jobs/" + job + "/stop", "{\"drain\":" + drain + "}")
            .get("request-id")
            .asText();
    JsonNode result =
        Await.until(
            "the savepoint is written",
            () -> Http.getJson(address + "/jobs/" + job + "/savepoints/" + trigger),
            answer -> answer.at("/status/id").asText().equals("COMPLETED"));
    if (!result.at("/operation/location").isTextual()) {
      throw new AssertionError("no savepoint: " + result);
    }
    awaitState(job, "FINISHED");
    return result.at("/operation/location").asText();
  }

  /** Asks for that parallelism of every operator. */
  public void rescale(String job, int parallelism) {
    ObjectNode requirements =
        (ObjectNode) Http.getJson(address + "/jobs/" + job + "/resource-requirements");
    requirements.forEach(
        vertex -> ((ObjectNode) vertex.get("parallelism")).put("upperBound", parallelism));
    Http.send("PUT", address + "/jobs/" + job + "/resource-requirements", requirements.toString());
  }
}
