package io.metricskit.spring.aop;

/**
 * Why an annotation has no effect.
 *
 * @param reason without a full stop
 * @param action what to do, a sentence
 */
record Obstacle(String reason, String action) {

    static final String REMOVE_FINAL = "Remove final (Kotlin: open, or the plugin kotlin-spring).";

    static final String MOVE_THE_METHOD =
            "Move the method to another bean, or measure inside it with time(..) of a metric.";
}
