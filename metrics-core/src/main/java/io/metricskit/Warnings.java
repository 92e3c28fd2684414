package io.metricskit;

import io.metricskit.model.Descriptor;
import io.metricskit.model.Exemplar;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Writes what this package logs, through {@link System.Logger}. */
final class Warnings {

    private static final FewLinesPerMinute FAILED_RECORDINGS = new FewLinesPerMinute(NanoClock.SYSTEM);

    private Warnings() {}

    /** Does nothing but initialise this class. */
    static void load() {}

    static void overflow(Descriptor metric, int maxSeries, Supplier<String> mostVariedLabel) {
        log(
                "{0} has reached its bound of {1} series ({2}). Further label sets are counted together under the label"
                        + " value {3}. Give the label fewer values, or raise the bound with maxSeries(..).",
                () -> new Object[] {metric, Integer.toString(maxSeries), mostVariedLabel.get(), Family.OVERFLOW_VALUE});
    }

    static void failedCollector(Descriptor metric, Throwable failure) {
        warn(metric + " is left out of a scrape, since its collector failed", failure);
    }

    static void failedExemplar(Descriptor metric, Throwable failure) {
        warn(metric + " takes no exemplar, since the labels of the current trace could not be had", failure);
    }

    static void unfitExemplar(Descriptor metric, Labels labels) {
        log(
                "{0} leaves out an exemplar, whose labels have more than {1} code points, names that not every"
                        + " scraper knows, or a NUL character in a value: {2}",
                () -> new Object[] {metric, Integer.toString(Exemplar.MAX_CODE_POINTS), Quoted.of(labels)});
    }

    static void failedRecording(Throwable failure) {
        if (isNew(failure)) {
            warn("A recording failed, and the measured call went on", failure);
        }
    }

    private static boolean isNew(Throwable failedRecording) {
        try {
            return FAILED_RECORDINGS.isDue(Quoted.of(failedRecording));
        } catch (Throwable outOfMemoryOrStack) {
            return false;
        }
    }

    /** Logs one line; where the failure happened is for those who log more. */
    private static void warn(String what, Throwable failure) {
        log("{0}: {1}", () -> new Object[] {what, Quoted.of(failure)});
        try {
            logger().log(Level.DEBUG, what, failure);
        } catch (Throwable brokenLog) {
            // The line above is enough.
        }
    }

    /** A warning never fails what it is about: neither a recording nor a scrape has to do with a broken log. */
    private static void log(String line, Supplier<Object[]> parameters) {
        try {
            logger().log(Level.WARNING, line, parameters.get());
        } catch (Throwable brokenLog) {
            // There is nowhere left to say so.
        }
    }

    private static Logger logger() {
        return System.getLogger("io.metricskit");
    }
}
