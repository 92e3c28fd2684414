package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.model.Labels;
import io.metricskit.testkit.Allocation;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Look-ups and recordings allocate nothing, once the series exists. */
final class RecordingAllocationTests {

    private static final int CALLS = 20_000;

    /** What it may cost to read the counter of allocated bytes. */
    private static final long TOLERANCE = 512;

    private static final int READ_SERIES = 20;

    private final Counter free = Counter.builder("free_total").help("Free.").build();
    private final Gauge gauge = Gauge.builder("gauge").help("Gauge.").build();
    private final Histogram histogram =
            Histogram.builder("histogram").help("Histogram.").build();
    private final Summary summary = Summary.builder("summary").help("Summary.").build();

    private static void assertAllocatesNothing(Runnable call) {
        assertThat(perCalls(call)).isLessThanOrEqualTo(TOLERANCE);
    }

    private static long perCalls(Runnable call) {
        return Allocation.of(() -> {
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
        });
    }

    /** Records with one thread to series that another one reads, and returns to how many it had to allocate. */
    private static long grown(Supplier<Observer> series, Consumer<Observer> snapshot) throws Exception {
        List<Observer> all = Stream.generate(series).limit(READ_SERIES).toList();
        AtomicReference<Observer> recordedTo = new AtomicReference<>(all.get(0));
        AtomicLong grown = new AtomicLong();
        Together.runWhile(
                1,
                recorder -> {
                    for (Observer each : all) {
                        recordedTo.set(each);
                        if (Allocation.once(() -> observe(each)) > TOLERANCE) {
                            grown.incrementAndGet();
                        }
                    }
                },
                () -> {
                    snapshot.accept(recordedTo.get());
                    LockSupport.parkNanos(20_000);
                });
        return grown.get();
    }

    private static void observe(Observer series) {
        for (int i = 0; i < 1_000_000; i++) {
            series.observe(i);
        }
    }

    private static Counter declared(String... names) {
        return Counter.builder("declared_total")
                .help("Declared.")
                .labelNames(names)
                .build();
    }

    /** Some may: the thread that reads can be stopped on the way, and is not waited for long. */
    @Test
    void fewSeriesOfOneThreadGrowBecauseTheyAreRead() throws Exception {
        assertThat(grown(
                        () -> Histogram.builder("h").help("H.").build().labels(Labels.empty()),
                        series -> ((Histogram.Child) series).get()))
                .isLessThanOrEqualTo(READ_SERIES / 2);
        assertThat(grown(
                        () -> Summary.builder("s")
                                .help("S.")
                                .quantiles()
                                .build()
                                .labels(Labels.empty()),
                        series -> ((Summary.Child) series).get()))
                .isLessThanOrEqualTo(READ_SERIES / 2);
    }

    @Test
    void oneToFourPairs() {
        assertAllocatesNothing(() -> free.labels("a", "1").inc());
        assertAllocatesNothing(() -> free.labels("a", "1", "b", "2").inc());
        assertAllocatesNothing(() -> free.labels("a", "1", "b", "2", "c", "3").inc());
        assertAllocatesNothing(
                () -> free.labels("a", "1", "b", "2", "c", "3", "d", "4").inc());
    }

    @Test
    void pairsInAnotherOrder() {
        assertAllocatesNothing(() -> free.labels("b", "2", "a", "1").inc());
        assertAllocatesNothing(() -> free.labels("c", "3", "a", "1", "b", "2").inc());
        assertAllocatesNothing(
                () -> free.labels("d", "4", "b", "2", "c", "3", "a", "1").inc());
    }

    @Test
    void pairsOfADeclaredMetric() {
        Counter declared = declared("b", "a");
        assertAllocatesNothing(() -> declared.labels("a", "1", "b", "2").inc());
        assertAllocatesNothing(() -> declared.labels("a", "1", "b", "").inc());
    }

    @Test
    void oneToFourValues() {
        Counter one = declared("a");
        Counter two = declared("a", "b");
        Counter three = declared("a", "b", "c");
        Counter four = declared("a", "b", "c", "d");
        assertAllocatesNothing(() -> one.labelValues("1").inc());
        assertAllocatesNothing(() -> two.labelValues("1", "2").inc());
        assertAllocatesNothing(() -> three.labelValues("1", "2", "3").inc());
        assertAllocatesNothing(() -> four.labelValues("1", "2", "3", "4").inc());
    }

    @Test
    void fiveValuesTakeNoMoreThanTheArrayOfTheCall() {
        Counter five = declared("a", "b", "c", "d", "e");
        String[] values = {"1", "2", "3", "4", "5"};
        assertAllocatesNothing(() -> five.labelValues(values).inc());
    }

    @Test
    void readyLabels() {
        Labels labels = Labels.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5");
        assertAllocatesNothing(() -> free.labels(labels).inc());
        assertAllocatesNothing(() -> free.inc(labels));
        assertAllocatesNothing(() -> free.add(labels, 2));
        assertAllocatesNothing(() -> gauge.set(labels, 2.5));
        assertAllocatesNothing(() -> histogram.observe(labels, 0.3));
    }

    @Test
    void recordingsToAChild() {
        Counter.Child counterChild = free.labels("a", "1");
        Gauge.Child gaugeChild = gauge.labels("a", "1");
        Histogram.Child histogramChild = histogram.labels("a", "1");
        assertAllocatesNothing(counterChild::inc);
        assertAllocatesNothing(() -> counterChild.add(3));
        assertAllocatesNothing(() -> counterChild.add(0.5));
        assertAllocatesNothing(() -> gaugeChild.set(0.5));
        assertAllocatesNothing(gaugeChild::inc);
        assertAllocatesNothing(() -> gaugeChild.sub(0.25));
        assertAllocatesNothing(() -> histogramChild.observe(0.3));
    }

    @Test
    void recordingsWithoutLabels() {
        assertAllocatesNothing(free::inc);
        assertAllocatesNothing(() -> free.add(0.5));
        assertAllocatesNothing(() -> gauge.set(1));
        assertAllocatesNothing(gauge::dec);
        assertAllocatesNothing(gauge::setToCurrentTime);
        assertAllocatesNothing(() -> histogram.observe(7));
    }

    @Test
    void timedWork() {
        Histogram.Child child = histogram.labels("a", "1");
        assertAllocatesNothing(() -> child.time(() -> "done"));
        assertAllocatesNothing(() -> child.time(() -> {}));
        assertAllocatesNothing(() -> histogram.time(() -> "done"));
    }

    @Test
    void trackedWork() {
        assertAllocatesNothing(() -> gauge.track(() -> "done"));
        assertAllocatesNothing(() -> gauge.track(() -> {}));
        assertAllocatesNothing(() -> gauge.labels("kind", "a").track(() -> "done"));
    }

    @Test
    void workThatMayFail() {
        assertAllocatesNothing(() -> free.countExceptions(() -> "done"));
        assertAllocatesNothing(() -> free.countExceptions(() -> {}));
    }

    @Test
    void observationsOfASummaryOnceItsBuffersHaveGrown() {
        Summary.Child child = summary.labels("a", "1");
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7919 % 1000;
        }
        int[] next = {0};

        long allocated = perCalls(() -> child.observe(values[next[0]++ % values.length]));

        // A sketch may grow a little; a hundredth of a byte for each observation is none in the long run.
        assertThat(allocated).isLessThan(CALLS / 100 + TOLERANCE);
    }

    @Test
    void theFirstFractionOfACounterNeedsLittle() {
        int series = 100;
        Iterator<Counter.Child> unused = IntStream.range(0, 100 * series)
                .mapToObj(i -> declared("i").labelValues("unused"))
                .toList()
                .iterator();

        long allocated = Allocation.of(() -> {
            for (int i = 0; i < series; i++) {
                unused.next().add(0.25);
            }
        });

        assertThat(allocated / series).isLessThanOrEqualTo(64);
    }
}
