package io.metricskit.model;

import io.metricskit.encoding.LegacyNames;
import io.metricskit.encoding.NameEscaping;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules for the name of a label. */
final class LabelName {

    private LabelName() {}

    /** Checks a name against the rules that every scraper knows, and returns it. */
    static String checked(@Nullable String name) {
        Objects.requireNonNull(name, "a label name must not be null");
        if (!LegacyNames.isLabelName(name)) {
            throw new IllegalArgumentException(
                    "a label name must match [a-zA-Z_][a-zA-Z0-9_]*, but got " + Quoted.of(name));
        }
        // Such a name is ASCII and has no NUL, so that only its length is left to look at.
        if (name.length() > LabelValue.MAX_BYTES) {
            LabelValue.requireNormalName("label", name);
        }
        return unreserved(name, name);
    }

    /** Checks a name of any characters, and returns it. */
    static String checkedUtf8(@Nullable String name) {
        Objects.requireNonNull(name, "a label name must not be null");
        LabelValue.requireNormalName("label", name);
        return unreserved(name, NameEscaping.UNDERSCORES.labelName(name));
    }

    private static String unreserved(String name, String escaped) {
        if (escaped.startsWith("__")) {
            throw reserved(name, escaped);
        }
        // The name of the metric is one already, and two bring the target down. Others that dots make so do no harm.
        if (escaped.equals("_name_") && NameEscaping.DOTS.labelName(name).equals("__name__")) {
            throw reserved(name, "__name__");
        }
        return name;
    }

    private static IllegalArgumentException reserved(String name, String escaped) {
        String got = Quoted.of(name);
        return new IllegalArgumentException("label names that begin with __ are reserved by Prometheus, but "
                + (escaped.equals(name)
                        ? "got " + got
                        : got + " becomes " + Quoted.of(escaped) + " for some scrapers"));
    }
}
