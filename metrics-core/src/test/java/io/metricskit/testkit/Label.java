package io.metricskit.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One label of a sample, its value unescaped.
 *
 * @param name the label's name as written
 * @param value the value after the escapes {@code \\}, {@code \"} and {@code \n} are undone
 */
public record Label(String name, String value) {

    /** The values by name; of a repeated name, the last value. */
    static Map<String, String> byName(List<Label> labels) {
        Map<String, String> byName = new LinkedHashMap<>();
        labels.forEach(label -> byName.put(label.name(), label.value()));
        return byName;
    }

    @Override
    public String toString() {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
