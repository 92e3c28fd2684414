package io.metricskit.spring.aop;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Recognises classes whose fields a library fills, or reads, on the object that it is given. A proxy which extends the
 * class has fields of its own, so that the bean would find its own empty.
 */
final class SharedFields {

    /**
     * The annotations of fields that a library fills, by the beginning of the name, since it may be missing. What Spring
     * injects is in the bean before there is a proxy.
     */
    private static final List<String> FILLED =
            List.of("picocli.", "javafx.fxml.", "com.beust.jcommander.", "org.kohsuke.args4j.");

    /** The types of the fields that an engine for processes fills in delegates, unless there are setters. */
    private static final List<String> EXPRESSIONS = List.of(
            "org.flowable.common.engine.api.delegate.Expression",
            "org.camunda.bpm.engine.delegate.Expression",
            "org.operaton.bpm.engine.delegate.Expression");

    private SharedFields() {}

    /** Returns the obstacle that they are to a proxy, or null if the class has none. */
    static @Nullable Obstacle obstacle(Class<?> type) {
        if (TimerTask.class.isAssignableFrom(type)) {
            return new Obstacle(
                    "a Timer reads fields of the task, which a proxy does not have", Obstacle.MOVE_THE_METHOD);
        }
        List<String> filled = TypeHierarchy.classesOf(type).stream()
                .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .filter(SharedFields::isFilled)
                .map(Field::getName)
                .toList();
        return filled.isEmpty()
                ? null
                : new Obstacle(
                        "a library fills fields of the object that it is given, and would fill those of a proxy: "
                                + String.join(", ", filled),
                        Obstacle.MOVE_THE_METHOD);
    }

    private static boolean isFilled(Field field) {
        return HandlerMethods.has(field, FILLED)
                || (EXPRESSIONS.contains(field.getType().getName()) && !hasSetter(field));
    }

    private static boolean hasSetter(Field field) {
        String name = "set" + StringUtils.capitalize(field.getName());
        return ClassUtils.hasMethod(field.getDeclaringClass(), name, field.getType());
    }
}
