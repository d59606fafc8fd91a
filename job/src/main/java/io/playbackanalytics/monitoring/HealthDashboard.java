package io.playbackanalytics.monitoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Whether the job is well. It does not depend on the cohorts, but for the alerts that there are.
 */
final class HealthDashboard {

  static final String UID = "job-health";

  private HealthDashboard() {}

  static ObjectNode json(AlertNames alerts) {
    Dashboard dashboard =
        new Dashboard(
                UID,
                "Job health",
                "Is the job that computes playback quality well: records, lag, checkpoints, "
                    + "restarts, load, and the size of its metrics.",
                Gaps.ofJob())
            .linkToDashboard(
                QualityDashboard.UID, "Playback quality", "The numbers that this job computes")
            .link("Flink UI", "external link", "${flink_ui}", "Job graph, exceptions, checkpoints")
            .constant(
                "flink_ui",
                "Flink UI",
                "Where browsers find Flink's web UI.",
                "http://localhost:8081")
            .markings(alerts);
    now(dashboard);
    records(dashboard);
    time(dashboard);
    checkpoints(dashboard);
    load(dashboard);
    metrics(dashboard);
    jvm(dashboard);
    return dashboard.json();
  }

  private static void now(Dashboard dashboard) {
    dashboard
        .row("Now")
        .panel(
            Panel.stat(
                    4,
                    "Running for",
                    "How long the job has been running since its last start or restart "
                        + "(Flink's uptime). Not running: it is starting, restarting or has "
                        + "ended. No data: the JobManager is not scraped, or knows no such "
                        + "job.")
                .unit("ms", 0)
                .text("0", "not running", "red")
                .text("-1", "ended", "red")
                .link(Explore.LOGS)
                .link(Explore.TRACES)
                .query("max(flink_jobmanager_job_uptime{@job@})"))
        .panel(
            Panel.stat(
                    3,
                    "Restarts",
                    "Restarts of the job in the time range of the dashboard, after "
                        + "failures and rescaling (increase of Flink's numRestarts). A job "
                        + "that is submitted anew begins at 0.")
                .unit("none", 0)
                .steps("green", 0.5, "orange")
                .link(Explore.LOGS)
                .link(Explore.TRACES)
                .query("sum(increase(flink_jobmanager_job_numRestarts{@job@}[$__range]))"))
        .panel(
            Panel.stat(3, "TaskManagers", "TaskManagers that are registered at the JobManager.")
                .unit("none", 0)
                .steps("red", 1, "green")
                .query("max(flink_jobmanager_numRegisteredTaskManagers{job=\"flink\"})"))
        .panel(
            Panel.stat(
                    3,
                    "Free slots",
                    "Task slots that run nothing: what a lost TaskManager's tasks can "
                        + "move to.")
                .unit("none", 0)
                .query("max(flink_jobmanager_taskSlotsAvailable{job=\"flink\"})"))
        .panel(
            Panel.stat(
                    3,
                    "Pages scraped",
                    "Share of the cluster's metric pages whose last scrape succeeded. "
                        + "Below 100 % numbers of a process are missing.")
                .unit("percentunit", 0)
                .steps("red", 1, "green")
                .query("avg(up{job=\"flink\"})"))
        .panel(
            Panel.stat(
                    4,
                    "Age of the newest results",
                    "Wall clock minus the watermark of the slowest subtask of Windows, "
                        + "at the last scrape: a window is published once this watermark "
                        + "passes its end. Healthy: the out-of-orderness (2 s) and a little "
                        + "more.")
                .unit("s", 1)
                .steps("green", 10, "orange", 30, "red")
                .query(
                    "max((timestamp(flink_taskmanager_job_task_operator_currentInputWatermark{@"
                        + "job@, operator_name=\"Windows\"}) - "
                        + "flink_taskmanager_job_task_operator_currentInputWatermark{@job@, "
                        + "operator_name=\"Windows\"} / 1000) and "
                        + "flink_taskmanager_job_task_operator_currentInputWatermark{@job@, "
                        + "operator_name=\"Windows\"} > 0)"))
        .panel(
            Panel.stat(
                    4,
                    "Age of the last checkpoint",
                    "Time since the last completed checkpoint, at the last scrape. A "
                        + "restart reads again what came after it. Checkpoints come every 10 "
                        + "s.")
                .unit("s", 0)
                .steps("green", 30, "orange", 60, "red")
                .query(
                    "min(timestamp(flink_jobmanager_job_lastCheckpointCompletedTimestamp{@job@}"
                        + ") - flink_jobmanager_job_lastCheckpointCompletedTimestamp{@job@} / 1000 "
                        + "and flink_jobmanager_job_lastCheckpointCompletedTimestamp{@job@} > 0)"));
  }

  private static void records(Dashboard dashboard) {
    dashboard
        .row("Records")
        .panel(
            Panel.graph(
                    8,
                    "Records per second",
                    "Records read from Kafka, and what became of them, over 30 s, sums "
                        + "over the job.")
                .unit("recps")
                .from0()
                .link(Explore.LOGS)
                .query("read", "playback:records_read_per_second")
                .query("aggregated", "playback:records_aggregated_per_second")
                .query("late", "playback:records_late_per_second")
                .query("rejected", "playback:records_rejected_per_second")
                .query("repeated", "playback:records_repeated_per_second"))
        .panel(
            Panel.graph(
                    8,
                    "Share of late and rejected records",
                    "Late, or rejected, records per record read, rates over 30 s. "
                        + "Late: too late for every window. Rejected: not an event. Gaps "
                        + "when nothing is read.")
                .unit("percentunit", 2)
                .from0()
                .query(
                    "late", "playback:records_late_per_second / playback:records_read_per_second")
                .query(
                    "rejected",
                    "playback:records_rejected_per_second / playback:records_read_per_second"))
        .panel(
            Panel.graph(
                    8,
                    "Rejected records by reason",
                    "Records that are no event, per second over 5 minutes, by the reason that the "
                        + "rejected record's header says.")
                .unit("recps", 2)
                .from0()
                .query("{{reason}}", "playback:records_rejected_5m:reason / 300 > 0"))
        .panel(
            Panel.graph(
                    8,
                    "Late records by how late they are",
                    "Records too late for every window, per second over 5 minutes, by how far "
                        + "behind the watermark they were.")
                .unit("recps", 2)
                .from0()
                .query("{{reason}}", "playback:records_late_5m:reason / 300 > 0"))
        .panel(
            Panel.graph(
                    8,
                    "Apps of rejected and late records",
                    "The 5 apps with the most of either, per second over 5 minutes; only records "
                        + "in which an app can be read.")
                .unit("recps", 2)
                .from0()
                .query("rejected, {{app}}", "topk(5, playback:records_rejected_5m:app / 300 > 0)")
                .query("late, {{app}}", "topk(5, playback:records_late_5m:app / 300 > 0)"))
        .panel(
            Panel.graph(
                    8,
                    "Records unaccounted for",
                    "Records read minus aggregated, late, rejected and (with "
                        + "`dedup.window`) repeated per second, over 30 s. Every record is "
                        + "one of these, so this stays around 0, with short swings while "
                        + "records are on their way or processes are scraped at different "
                        + "moments. A value that stays away from 0 is a loss, or counts "
                        + "twice.")
                .unit("recps", 2)
                .query(
                    "read − aggregated − late − rejected − repeated",
                    "playback:records_read_per_second - playback:records_aggregated_per_second "
                        + "- playback:records_late_per_second - playback:records_rejected_per_second "
                        + "- playback:records_repeated_per_second"))
        .panel(
            Panel.graph(
                    8,
                    "Consumer lag",
                    "Records in Kafka that are not read yet (pendingRecords of the "
                        + "source): of the whole job, and of the subtask that has the most. "
                        + "Known once a subtask has fetched.")
                .unit("locale", 0)
                .from0()
                .link(Explore.LOGS)
                .query("all partitions", "playback:records_pending")
                .query(
                    "most in one subtask",
                    "max(flink_taskmanager_job_task_operator_pendingRecords{@job@})"))
        .panel(
            Panel.graph(
                    8,
                    "Records written",
                    "Records that the sinks sent to Kafka per second, over 30 s: "
                        + "quality, rejected, late.")
                .unit("recps")
                .from0()
                .query(
                    "{{operator_name}}",
                    "sum by (operator_name) "
                        + "(rate(flink_taskmanager_job_task_operator_numRecordsSend{@job@}[35s]))"))
        .panel(
            Panel.graph(
                    8,
                    "Records not written, events dropped",
                    "Send errors of the sinks, and events that only disagreeing clocks "
                        + "of TaskManagers can make the job drop, per second, over 30 s. "
                        + "Both stay 0.")
                .unit("cps")
                .from0()
                .link(Explore.LOGS)
                .query(
                    "errors of {{operator_name}}",
                    "sum by (operator_name) "
                        + "(rate(flink_taskmanager_job_task_operator_numRecordsSendErrors{@job@}[35s]"
                        + "))")
                .query("events dropped", "sum(rate(@events_dropped_total@{@job@}[35s]))"));
  }

  private static void time(Dashboard dashboard) {
    dashboard
        .row("Time")
        .panel(
            Panel.graph(
                    12,
                    "Watermark lag",
                    "Wall clock minus watermark, the slowest subtask of each. Source: "
                        + "how far the events that are read lie behind; it stands still "
                        + "while nothing is read. Windows: what decides when a window is "
                        + "published. The gap between the two is time lost within the job.")
                .unit("s", 1)
                .from0()
                .query(
                    "source", "max(flink_taskmanager_job_task_operator_watermarkLag{@job@}) / 1000")
                .query(
                    "Windows",
                    "max((timestamp(flink_taskmanager_job_task_operator_currentInputWatermark{@"
                        + "job@, operator_name=\"Windows\"}) - "
                        + "flink_taskmanager_job_task_operator_currentInputWatermark{@job@, "
                        + "operator_name=\"Windows\"} / 1000) and "
                        + "flink_taskmanager_job_task_operator_currentInputWatermark{@job@, "
                        + "operator_name=\"Windows\"} > 0)"))
        .panel(
            Panel.graph(
                    12,
                    "Age of events when they are read",
                    "Wall clock minus the Kafka timestamp of the last record that each "
                        + "source subtask handed on (currentEmitEventTimeLag): the highest "
                        + "and the lowest. High with little consumer lag: the producers "
                        + "deliver late, not the job.")
                .unit("s", 1)
                .query(
                    "highest",
                    "max(flink_taskmanager_job_task_operator_currentEmitEventTimeLag{@job@}) / "
                        + "1000")
                .query(
                    "lowest",
                    "min(flink_taskmanager_job_task_operator_currentEmitEventTimeLag{@job@}) / "
                        + "1000"));
  }

  private static void checkpoints(Dashboard dashboard) {
    dashboard
        .row("Checkpoints and restarts")
        .panel(
            Panel.graph(
                    6,
                    "Checkpoint duration",
                    "Duration of the last completed checkpoint, from its start to the "
                        + "last acknowledgement.")
                .unit("ms")
                .from0()
                .link(Explore.TRACES)
                .query(
                    "last checkpoint",
                    "max(flink_jobmanager_job_lastCheckpointDuration{@job@} >= 0)"))
        .panel(
            Panel.graph(
                    6,
                    "Checkpoint size",
                    "Bytes of the last completed checkpoint. Full: what a restore "
                        + "would read; written: what it had to write, less if checkpoints "
                        + "are incremental.")
                .unit("bytes")
                .from0()
                .link(Explore.TRACES)
                .query("full", "max(flink_jobmanager_job_lastCheckpointFullSize{@job@} >= 0)")
                .query("written", "max(flink_jobmanager_job_lastCheckpointSize{@job@} >= 0)"))
        .panel(
            Panel.graph(
                    6,
                    "Checkpoints per minute",
                    "Completed and failed checkpoints, rates over 1 minute. Every 10 s "
                        + "makes 6 a minute.")
                .unit("cpm", 1)
                .from0()
                .link(Explore.LOGS)
                .link(Explore.TRACES)
                .query(
                    "completed",
                    "sum(rate(flink_jobmanager_job_numberOfCompletedCheckpoints{@job@}[1m])) * "
                        + "60")
                .query(
                    "failed",
                    "sum(rate(flink_jobmanager_job_numberOfFailedCheckpoints{@job@}[1m])) * 60"))
        .panel(
            Panel.graph(
                    6,
                    "Age of the last checkpoint",
                    "Time since the last completed checkpoint, at each scrape. A saw "
                        + "tooth of 10 s is healthy; a ramp says that checkpoints fail or "
                        + "take long.")
                .unit("s", 0)
                .from0()
                .query(
                    "age",
                    "min(timestamp(flink_jobmanager_job_lastCheckpointCompletedTimestamp{@job@}"
                        + ") - flink_jobmanager_job_lastCheckpointCompletedTimestamp{@job@} / 1000 "
                        + "and flink_jobmanager_job_lastCheckpointCompletedTimestamp{@job@} > 0)"))
        .panel(
            Panel.graph(
                    12,
                    "Running time and restarts",
                    "Minutes since the last start or restart of the job, and how often "
                        + "the job was restarted since it was submitted.")
                .unit("none", 0)
                .from0()
                .link(Explore.LOGS)
                .link(Explore.TRACES)
                .query("minutes running", "max(flink_jobmanager_job_uptime{@job@} >= 0) / 60000")
                .query("restarts", "max(flink_jobmanager_job_numRestarts{@job@})")
                .override("restarts", "custom.axisPlacement", TextNode.valueOf("right")))
        .panel(
            Panel.graph(
                    12,
                    "TaskManagers and slots",
                    "What the JobManager knows: registered TaskManagers, their slots, "
                        + "and free ones among these.")
                .unit("none", 0)
                .from0()
                .query(
                    "TaskManagers",
                    "max(flink_jobmanager_numRegisteredTaskManagers{job=\"flink\"})")
                .query("slots", "max(flink_jobmanager_taskSlotsTotal{job=\"flink\"})")
                .query("free slots", "max(flink_jobmanager_taskSlotsAvailable{job=\"flink\"})"));
  }

  private static void load(Dashboard dashboard) {
    dashboard
        .row("Load")
        .panel(
            Panel.graph(
                    8,
                    "Busy",
                    "Share of its time that the busiest subtask of each task spends "
                        + "working. Near 100 %: this task limits the job.")
                .unit("percentunit", 0)
                .from0To1()
                .query(
                    "{{task_name}}",
                    "max by (task_name) "
                        + "(flink_taskmanager_job_task_busyTimeMsPerSecond{@job@}) / 1000"))
        .panel(
            Panel.graph(
                    8,
                    "Backpressured",
                    "Share of its time that the most hindered subtask of each task "
                        + "waits because the next task is too slow. The first task after "
                        + "those that wait is the slow one.")
                .unit("percentunit", 0)
                .from0To1()
                .query(
                    "{{task_name}}",
                    "max by (task_name) "
                        + "(flink_taskmanager_job_task_backPressuredTimeMsPerSecond{@job@}) / 1000"))
        .panel(
            Panel.graph(
                    8,
                    "Idle",
                    "Share of their time that the subtasks of each task wait for "
                        + "something to do, on average.")
                .unit("percentunit", 0)
                .from0To1()
                .query(
                    "{{task_name}}",
                    "avg by (task_name) "
                        + "(flink_taskmanager_job_task_idleTimeMsPerSecond{@job@}) / 1000"));
  }

  private static void metrics(Dashboard dashboard) {
    dashboard
        .row("Plays")
        .panel(
            Panel.graph(
                    8,
                    "Sessions whose plays are tracked",
                    "Sessions that plays are tracked of now (all subtasks together, and the "
                        + "subtask with the most, which is limited by plays.max-open); and events "
                        + "a second that no play heard of, since all places were taken.")
                .unit("locale", 0)
                .from0()
                .query("all subtasks", "sum(@sessions_open@{@job@})")
                .query("most in one subtask", "max(@sessions_open@{@job@})")
                .query("events/s untracked", "sum(rate(@reports_untracked_total@{@job@}[35s]))"))
        .panel(
            Panel.graph(
                    8,
                    "Events that plays had heard of, or that came too late for them",
                    "Events a second whose event_id a play had heard of before, and those that "
                        + "came once their play was in the ledger.")
                .unit("short", 2)
                .from0()
                .query("repeated", "sum(rate(@reports_repeated_total@{@job@}[35s]))")
                .query("too late", "sum(rate(@reports_too_late_total@{@job@}[35s]))"))
        .panel(
            Panel.graph(
                    8,
                    "Plays corrected too late for their windows",
                    "Time of plays, and how often something happened to them, a second, that is "
                        + "right in the ledger but was told when windows could no longer change.")
                .unit("short", 2)
                .from0()
                .query("s/s", "sum(rate(@late_correction_ms_total@{@job@}[35s])) / 1000")
                .query("events/s", "sum(rate(@late_occurrences_total@{@job@}[35s]))"))
        .row("Metrics themselves")
        .panel(
            Panel.graph(
                    8,
                    "Cohorts with series of their own",
                    "Cohorts that have series of their own now (all subtasks together, "
                        + "and the subtask with the most, which is limited by "
                        + "metrics.max-cohorts, 500 by default).")
                .unit("locale", 0)
                .from0()
                .query("all subtasks", "sum(@cohorts_exported@{@job@})")
                .query("most in one subtask", "max(@cohorts_exported@{@job@})"))
        .panel(
            Panel.graph(
                    8,
                    "Cohorts with windows of their own",
                    "Cohorts that have windows of their own now (all subtasks together, "
                        + "and the subtask with the most, which is limited by cohorts.max, "
                        + "100,000 by default); and events a second in windows of __other__, "
                        + "each counted once per cohort, since their cohort found no place.")
                .unit("locale", 0)
                .from0()
                .query("all subtasks", "sum(@cohorts_open@{@job@})")
                .query("most in one subtask", "max(@cohorts_open@{@job@})")
                .query("events/s in __other__", "sum(rate(@events_in_other_total@{@job@}[35s]))"))
        .panel(
            Panel.graph(
                    8,
                    "Cohorts in __other__",
                    "Cohorts of the last window that have no series of their own and "
                        + "are summed in __other__. Above 0, tables and graphs per cohort "
                        + "are not complete; results on Kafka are.")
                .unit("locale", 0)
                .from0()
                .query("all subtasks", "sum(@cohorts_other@{@job@} >= 0)"))
        .panel(
            Panel.graph(
                    8,
                    "Series scraped",
                    "Samples per scrape of each process. Grows with cohorts; a big "
                        + "page makes scrapes slow.")
                .unit("locale", 0)
                .from0()
                .query("{{instance}}", "scrape_samples_scraped{job=\"flink\"}"))
        .panel(
            Panel.graph(
                    12,
                    "Scrape duration",
                    "Time a scrape of each process takes. Scrapes come every 5 s: as "
                        + "it nears that, values are missed.")
                .unit("s", 2)
                .from0()
                .query("{{instance}}", "scrape_duration_seconds{job=\"flink\"}"))
        .panel(
            Panel.graph(
                    12,
                    "Scrapes that succeed",
                    "1 when the last scrape of the process succeeded, 0 when it "
                        + "failed. A process that is gone for good, after rescaling say, "
                        + "ends once it is no longer a target.")
                .unit("none", 0)
                .from0To1()
                .query("{{instance}}", "up{job=\"flink\"}"));
  }

  private static void jvm(Dashboard dashboard) {
    dashboard
        .row("JVM")
        .panel(
            Panel.graph(
                    8,
                    "Heap used",
                    "Used heap / maximum heap of each process. The low points after "
                        + "garbage collections count; always above 90 %: too little memory.")
                .unit("percentunit", 0)
                .from0To1()
                .query(
                    "JobManager {{instance}}",
                    "max by (instance) "
                        + "(flink_jobmanager_Status_JVM_Memory_Heap_Used{job=\"flink\"} / "
                        + "flink_jobmanager_Status_JVM_Memory_Heap_Max{job=\"flink\"})")
                .query(
                    "TaskManager {{instance}}",
                    "max by (instance) "
                        + "(flink_taskmanager_Status_JVM_Memory_Heap_Used{job=\"flink\"} / "
                        + "flink_taskmanager_Status_JVM_Memory_Heap_Max{job=\"flink\"})"))
        .panel(
            Panel.graph(
                    8,
                    "Garbage collection",
                    "Share of its time that each process spends collecting garbage, "
                        + "all collectors.")
                .unit("percentunit", 1)
                .from0()
                .query(
                    "JobManager {{instance}}",
                    "max by (instance) "
                        + "(flink_jobmanager_Status_JVM_GarbageCollector_All_TimeMsPerSecond{job=\"fl"
                        + "ink\"}) / 1000")
                .query(
                    "TaskManager {{instance}}",
                    "max by (instance) "
                        + "(flink_taskmanager_Status_JVM_GarbageCollector_All_TimeMsPerSecond{job=\"f"
                        + "link\"}) / 1000"))
        .panel(
            Panel.graph(
                    8,
                    "CPU",
                    "Recent CPU use of each process, as a share of all the CPUs it may " + "use.")
                .unit("percentunit", 0)
                .from0To1()
                .query(
                    "JobManager {{instance}}",
                    "max by (instance) (flink_jobmanager_Status_JVM_CPU_Load{job=\"flink\"} >= "
                        + "0)")
                .query(
                    "TaskManager {{instance}}",
                    "max by (instance) (flink_taskmanager_Status_JVM_CPU_Load{job=\"flink\"} "
                        + ">= 0)"));
  }
}
