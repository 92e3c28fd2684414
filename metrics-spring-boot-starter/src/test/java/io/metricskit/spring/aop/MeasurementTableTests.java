package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import io.metricskit.spring.InstrumentationErrors;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MeasurementTableTests {

    private static final int BOUND = 4096;

    static class Shop {

        @Timed
        public void open() {}
    }

    private final MeasurementTable table = new MeasurementTable();
    private final CallMeasurement measurement = measurement();

    @Test
    void eachMethodOfEachClassIsFoundByItself() {
        List<Method> methods = Stream.of(String.class, List.class, Arrays.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .toList();
        List<CallMeasurement> measurements =
                methods.stream().map(each -> measurement()).toList();

        for (Class<?> targetClass : List.of(String.class, Shop.class)) {
            Iterator<CallMeasurement> each = measurements.iterator();
            methods.forEach(method -> table.add(method, targetClass, each.next()));
        }

        for (Class<?> targetClass : List.of(String.class, Shop.class)) {
            assertThat(methods.stream().map(method -> found(table, method, targetClass)))
                    .containsExactlyElementsOf(measurements);
        }
        assertThat(methods)
                .hasSizeGreaterThan(200)
                .allSatisfy(
                        method -> assertThat(found(table, method, List.class)).isNull());
    }

    @Test
    void whatIsAddedTwiceStaysAsItWas() {
        Method open = open();

        table.add(open, Shop.class, measurement);
        table.add(open, Shop.class, measurement());

        assertThat(found(table, open, Shop.class)).isSameAs(measurement);
    }

    @Test
    void copiesOfOneMethodAreKeptUpToABound() {
        List<Method> copies =
                Stream.generate(MeasurementTableTests::open).limit(2 * BOUND).toList();

        copies.forEach(copy -> table.add(copy, Shop.class, measurement));

        assertThat(copies.stream().filter(copy -> found(table, copy, Shop.class) != null))
                .containsExactlyElementsOf(copies.subList(0, BOUND));
    }

    @Test
    void whileOthersAreAddedAMethodIsFoundByItselfOrNotAtAll() throws Exception {
        Map<Method, CallMeasurement> own = new IdentityHashMap<>();
        for (Method method : String.class.getMethods()) {
            own.put(method, measurement());
        }
        ExecutorService adder = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 2_000; round++) {
                MeasurementTable shared = new MeasurementTable();
                CountDownLatch started = new CountDownLatch(1);
                Future<?> added = adder.submit(() -> {
                    started.countDown();
                    own.forEach((method, measured) -> shared.add(method, String.class, measured));
                });
                started.await();
                while (!added.isDone()) {
                    own.forEach((method, measured) -> {
                        CallMeasurement found = found(shared, method, String.class);
                        assertThat(found == null || found == measured).isTrue();
                    });
                }
            }
        } finally {
            adder.shutdown();
        }
    }

    private static @Nullable CallMeasurement found(MeasurementTable table, Method method, Class<?> targetClass) {
        MeasurementTable.Entry entry = table.find(method, targetClass);
        return entry == null ? null : entry.measurement();
    }

    private static Method open() {
        return Arrays.stream(Shop.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("open"))
                .findAny()
                .orElseThrow();
    }

    private static CallMeasurement measurement() {
        AnnotatedType shop = Objects.requireNonNull(new AnnotatedTypes().of(Shop.class));
        return new LostCalls(
                shop.methods().iterator().next(), new IllegalStateException(), new InstrumentationErrors());
    }
}
