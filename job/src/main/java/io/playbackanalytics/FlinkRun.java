package io.playbackanalytics;

import io.playbackanalytics.metric.MetricExport;
import io.playbackanalytics.push.DeleteWhenOver;
import io.playbackanalytics.settings.JobSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Hands the job over to Flink; apart from the entry point, which also runs without it. */
final class FlinkRun {

  private FlinkRun() {}

  static void execute(String name, JobSettings settings) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    KafkaPipeline.of(settings).addTo(env);
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(name);
    if (settings.metricExport() instanceof MetricExport.Pushed pushed) {
      graph.registerJobStatusHook(new DeleteWhenOver(pushed.target()));
    }
    env.execute(graph);
  }
}
