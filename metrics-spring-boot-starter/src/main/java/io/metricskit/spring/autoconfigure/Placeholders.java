package io.metricskit.spring.autoconfigure;

import io.metricskit.model.Quoted;
import org.apache.commons.logging.Log;

/** Placeholders such as {@code ${name}}, which Spring leaves as they are where no property has that name. */
final class Placeholders {

    private Placeholders() {}

    /** Returns whether a property's value still has a placeholder in it. */
    static boolean areLeftIn(String value) {
        int start = value.indexOf("${");
        return start >= 0 && value.indexOf('}', start) > 0;
    }

    /** Warns of a value that still has a placeholder in it. */
    static void warn(Log log, String property, String value) {
        if (areLeftIn(value)) {
            log.warn(property + " is " + Quoted.of(value)
                    + ": Spring leaves a placeholder as it is where no property has that name");
        }
    }
}
