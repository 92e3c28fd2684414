package io.metricskit.model;

/** The rules for names in the Prometheus data model, shared by {@link Descriptor} and {@link Labels}. */
final class Names {

    private Names() {}

    static boolean isMetricName(String name) {
        return !name.isEmpty() && matches(name, true);
    }

    static boolean isLabelName(String name) {
        return !name.isEmpty() && matches(name, false);
    }

    private static boolean matches(String name, boolean colonAllowed) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c == ':' && colonAllowed);
            boolean digit = c >= '0' && c <= '9' && i > 0;
            if (!letter && !digit) {
                return false;
            }
        }
        return true;
    }
}
