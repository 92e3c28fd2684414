package io.metricskit.testkit;

/**
 * One label of a sample, its value unescaped.
 *
 * @param name the label's name as written
 * @param value the value after the escapes {@code \\}, {@code \"} and {@code \n} are undone
 */
public record Label(String name, String value) {

    @Override
    public String toString() {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
