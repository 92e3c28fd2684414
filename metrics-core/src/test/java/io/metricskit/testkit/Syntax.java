package io.metricskit.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What sets the text formats apart from one another, line by line. */
enum Syntax {
    TEXT(false, false),
    TEXT_UTF8(false, true),
    OPENMETRICS(true, false),
    OPENMETRICS_UTF8(true, true);

    private static final Set<String> TEXT_TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    private static final Set<String> OPENMETRICS_TYPES =
            Set.of("counter", "gauge", "gaugehistogram", "histogram", "info", "stateset", "summary", "unknown");

    private final boolean openMetrics;
    private final boolean quotedNames;

    Syntax(boolean openMetrics, boolean quotedNames) {
        this.openMetrics = openMetrics;
        this.quotedNames = quotedNames;
    }

    /** Whether there are exemplars, seconds as timestamps, and quotes that are escaped in help. */
    boolean isOpenMetrics() {
        return openMetrics;
    }

    /** Whether a name outside of the legacy set may stand in quotes. */
    boolean hasQuotedNames() {
        return quotedNames;
    }

    /** The words of a TYPE line. */
    Set<String> types() {
        return openMetrics ? OPENMETRICS_TYPES : TEXT_TYPES;
    }

    /** What the samples of a family of this type add to its name; an empty suffix stands for the name itself. */
    Set<String> suffixes(String type) {
        return switch (type) {
            case "summary" -> withCreated("", "_sum", "_count");
            case "histogram" -> withCreated("_bucket", "_sum", "_count");
            case "gaugehistogram" -> Set.of("_bucket", "_gsum", "_gcount");
            case "counter" -> openMetrics ? withCreated("_total") : Set.of("");
            case "info" -> Set.of("_info");
            default -> Set.of("");
        };
    }

    private Set<String> withCreated(String... suffixes) {
        Set<String> all = new LinkedHashSet<>(List.of(suffixes));
        if (openMetrics) {
            all.add("_created");
        }
        return all;
    }
}
