package io.metricskit.jvm;

import io.metricskit.model.Labels;
import io.metricskit.model.SampleSink;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** The platform threads of the JVM, their states and deadlocks. */
final class ThreadFamilies {

    private ThreadFamilies() {}

    static void addTo(Families families) {
        families.gauge(
                        "jvm_threads_current",
                        "Live threads.",
                        sink -> sink.sample(threads().getThreadCount()))
                .gauge(
                        "jvm_threads_daemon",
                        "Live threads that are daemons.",
                        sink -> sink.sample(threads().getDaemonThreadCount()))
                .gauge(
                        "jvm_threads_peak",
                        "Most live threads that there were at once.",
                        sink -> sink.sample(threads().getPeakThreadCount()))
                .counter(
                        "jvm_threads_started_total",
                        "Threads that were started since the start of the JVM.",
                        sink -> sink.sample(threads().getTotalStartedThreadCount()))
                .gauge(
                        "jvm_threads_deadlocked",
                        "Threads in a deadlock over monitors or synchronizers.",
                        sink -> sink.sample(
                                threads().isSynchronizerUsageSupported()
                                        ? count(threads().findDeadlockedThreads())
                                        : count(threads().findMonitorDeadlockedThreads())))
                .gauge(
                        "jvm_threads_deadlocked_monitor",
                        "Threads in a deadlock over monitors.",
                        sink -> sink.sample(count(threads().findMonitorDeadlockedThreads())))
                .gauge("jvm_threads_state", "Live threads by state.", ThreadFamilies::writeStates);
    }

    private static ThreadMXBean threads() {
        return ManagementFactory.getThreadMXBean();
    }

    private static int count(long @Nullable [] ids) {
        return ids == null ? 0 : ids.length;
    }

    private static void writeStates(SampleSink sink) {
        Thread.State[] states = Thread.State.values();
        int[] counts = new int[states.length];
        int unknown = 0;
        for (ThreadInfo thread : threads().getThreadInfo(threads().getAllThreadIds(), 0)) {
            if (thread == null) {
                unknown++; // it has ended meanwhile
            } else {
                counts[thread.getThreadState().ordinal()]++;
            }
        }
        for (Thread.State state : states) {
            sink.sample(Labels.of("state", state.name()), counts[state.ordinal()]);
        }
        sink.sample(Labels.of("state", "UNKNOWN"), unknown);
    }
}
