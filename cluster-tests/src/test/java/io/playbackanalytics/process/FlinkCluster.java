package io.playbackanalytics.process;

import io.playbackanalytics.project.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JobManager and TaskManagers as processes of their own, with {@code flink-conf/config.yaml} and
 * nothing but Flink on the class path. Flink's start scripts are not among its Maven artefacts, so
 * this asks the same tool for memory and JVM options that they ask.
 *
 * <p>Only what cannot be as configured is given on the command line: addresses and ports, since all
 * share one host, and where state is kept.
 */
public final class FlinkCluster implements AutoCloseable {

  private static final Path JAR = ProjectFiles.file("job/target/playback-analytics.jar");
  private static final Path CONF = ProjectFiles.file("flink-conf");
  private static final String METRICS_PORT = "metrics.reporter.prom.port";
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private final List<OsProcess> taskManagers = new ArrayList<>();

  /** By the name of the process; whoever takes its place has its port, too. */
  private final Map<String, Integer> metricsPorts = new LinkedHashMap<>();

  /** By the name of the process, what {@link #resources} has computed for it. */
  private final Map<String, List<String>> sizesOf = new HashMap<>();

  private final FlinkRest rest;
  private OsProcess jobManager;

  private FlinkCluster(Path folder, Map<String, String> more) {
    this.folder = folder;
    List<Integer> ports = FreePorts.some(3);
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("jobmanager.rpc.port", Integer.toString(ports.get(0)));
    settings.put("blob.server.port", Integer.toString(ports.get(1)));
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(ports.get(2)));
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    settings.put("taskmanager.rpc.port", "0");
    settings.put("taskmanager.data.port", "0");
    settings.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    settings.put(
        "execution.checkpointing.savepoint-dir", folder.resolve("savepoints").toUri().toString());
    settings.put("io.tmp.dirs", folder.toString());
    settings.put("web.tmpdir", folder.toString());
    settings.put("metrics.fetcher.update-interval", "100 ms");
    settings.putAll(more);
    rest = new FlinkRest("http://127.0.0.1:" + ports.get(2));
    jobManager = startJobManager();
  }

  /** Starts a cluster and returns once all TaskManagers are registered. */
  public static FlinkCluster start(Path folder, int taskManagers, Map<String, String> more) {
    FlinkCluster cluster = new FlinkCluster(folder, more);
    try {
      cluster.jobManager.await(cluster.rest::isUp);
      for (int i = 1; i <= taskManagers; i++) {
        cluster.taskManagers.add(cluster.startTaskManager("taskmanager-" + i));
      }
      Await.until("TaskManagers register", cluster.rest::taskManagers, n -> n == taskManagers);
    } catch (RuntimeException | Error e) {
      try (cluster) {
        throw e;
      }
    }
    return cluster;
  }

  public static int configuredParallelism() {
    return Integer.parseInt(ConfigYaml.read(CONF).get("parallelism.default"));
  }

  public FlinkRest rest() {
    return rest;
  }

  /**
   * Uploads the job's jar and starts it, from a checkpoint or savepoint if there is one; returns
   * the job's id without waiting for its tasks.
   */
  public String submit(int parallelism, Optional<String> state, List<String> arguments) {
    return rest.run(rest.upload(JAR), parallelism, state, arguments);
  }

  /** host:port of each process's metrics page, the JobManager's first. */
  public List<String> metricsAddresses() {
    return metricsPorts.values().stream().map(port -> "127.0.0.1:" + port).toList();
  }

  /** The lines of all metrics pages as they are now. */
  public Stream<String> metricsLines() {
    return metricsAddresses().stream()
        .flatMap(address -> Http.get("http://" + address + "/metrics").lines());
  }

  /** The metrics pages by what they are called in {@code prometheus.yml}. */
  public Map<String, String> composeAddresses() {
    Map<String, String> addresses = new HashMap<>();
    metricsPorts.forEach((name, port) -> addresses.put(name + ":9249", "127.0.0.1:" + port));
    return addresses;
  }

  /** Kills a TaskManager that runs tasks, without a chance to say goodbye. */
  public void killBusyTaskManager() {
    taskManagers.stream()
        .filter(
            process ->
                process.log().stream().anyMatch(l -> l.contains("from INITIALIZING to RUNNING")))
        .findFirst()
        .orElseThrow()
        .kill();
  }

  /** The TaskManagers' process ids. */
  public List<Long> taskManagerPids() {
    return taskManagers.stream().map(OsProcess::pid).toList();
  }

  /** Every line that any of the processes has logged. */
  public Stream<String> log() {
    return Stream.concat(Stream.of(jobManager), taskManagers.stream())
        .flatMap(process -> process.log().stream());
  }

  /** How many TaskManagers there are, dead or alive. */
  public int taskManagers() {
    return taskManagers.size();
  }

  /** Kills a TaskManager without a chance to say goodbye. */
  public void killTaskManager(int index) {
    taskManagers.get(index).kill();
  }

  /** Stops a TaskManager where it is, until {@link #resumeTaskManager}. */
  public void pauseTaskManager(int index) {
    taskManagers.get(index).pause();
  }

  public void resumeTaskManager(int index) {
    taskManagers.get(index).resume();
  }

  /** Starts a TaskManager in the place of one that was killed. */
  public void replaceTaskManager(int index) {
    taskManagers.set(index, startTaskManager("taskmanager-" + (index + 1)));
  }

  /** Kills the JobManager, and with it all that it knows of jobs. */
  public void killJobManager() {
    jobManager.kill();
  }

  /** Starts a JobManager at the address of the one that was killed; TaskManagers find it. */
  public void restartJobManager() {
    jobManager = startJobManager().await(rest::isUp);
    Await.until("TaskManagers register", rest::taskManagers, n -> n == taskManagers.size());
  }

  /** Where the newest complete checkpoint of any job is. Its metadata are written last. */
  public String newestCheckpoint() {
    try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(FlinkCluster::lastModified))
          .orElseThrow()
          .getParent()
          .toUri()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OsProcess startJobManager() {
    return start(
        "jobmanager",
        "GET_JM_RESOURCE_PARAMS",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
  }

  private OsProcess startTaskManager(String name) {
    return start(
        name, "GET_TM_RESOURCE_PARAMS", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
  }

  private OsProcess start(String name, String resources, String mainClass) {
    int metricsPort = metricsPorts.computeIfAbsent(name, unused -> FreePorts.one());
    List<String> arguments = new ArrayList<>(List.of("--configDir", CONF.toString()));
    settings.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    if (!settings.containsKey(METRICS_PORT)) {
      arguments.addAll(List.of("-D", METRICS_PORT + "=" + metricsPort));
    }
    List<String> sizes =
        sizesOf.computeIfAbsent(name, unused -> resources(name, resources, arguments));
    List<String> options = new ArrayList<>(List.of(sizes.get(0).split(" ")));
    options.addAll(List.of(ConfigYaml.read(CONF).get("env.java.opts.all").split(" ")));
    options.add("-Dlog4j.configurationFile=" + CONF.resolve("log4j-console.properties").toUri());
    arguments.addAll(List.of(sizes.get(1).split(" ")));
    return OsProcess.start(name, folder, Java.command(options, classPath(), mainClass, arguments));
  }

  /** The JVM's options, and settings to go with them, as the start scripts compute them. */
  private List<String> resources(String name, String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    OsProcess tool =
        OsProcess.start(
            name + "-resources",
            folder,
            Java.command(
                List.of(), classPath(), "org.apache.flink.runtime.util.bash.BashJavaUtils", all));
    Await.until("sizes are computed", () -> !tool.isAlive());
    List<String> results =
        tool.log().stream()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> line.substring(RESULT.length()))
            .toList();
    if (results.size() != 2) {
      throw new AssertionError("no sizes: " + String.join("\n", tool.log()));
    }
    return results;
  }

  private static String classPath() {
    try (Stream<Path> jars = Files.list(ProjectFiles.file("cluster-tests/flink/target/lib"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    taskManagers.forEach(OsProcess::close);
    jobManager.close();
  }
}
