package io.metricskit.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metricskit.Gauge;
import io.metricskit.LoggedLines;
import io.metricskit.Registry;
import io.metricskit.jvm.JvmMetrics;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.MetricType;
import io.metricskit.model.PromptCollector;
import io.metricskit.model.SampleSink;
import io.metricskit.testkit.Gate;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.TextExposition;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where collectors run that we did not write, and what a scrape does about those that take too long. */
final class CollectorDeadlineTests {

    private static final String ERRORS = "metrics_collector_errors_total";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ScrapeRequest PATIENT = ScrapeRequest.builder().build();
    private static final ScrapeRequest LESS_PATIENT =
            ScrapeRequest.builder().timeout(Duration.ofSeconds(2)).build();
    private static final ScrapeRequest IMPATIENT =
            ScrapeRequest.builder().timeout(Duration.ofMillis(400)).build();

    private static final Pattern NEARLY_ALL_TIME = Pattern.compile("after 1[123]\\d\\d ms of the 1500 ms");

    private final LoggedLines log = new LoggedLines();
    private final Registry registry = new Registry();
    private final Exposition exposition = Exposition.of(registry);
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Gate end = new Gate();

    @AfterEach
    void noThreadIsLeft() {
        end.open();
        log.close();
        Polling.until("no thread is left", LIMIT, CollectorDeadlineTests::collectorThreads, List::isEmpty);
    }

    private static List<Thread> collectorThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("metrics-collectors"))
                .toList();
    }

    private void callback(String name, DoubleSupplier value) {
        Gauge.builder(name)
                .help("Of a test.")
                .callback(() -> {
                    threads.put(name, Thread.currentThread());
                    return value.getAsDouble();
                })
                .register(registry);
    }

    /** Registers a callback that hangs until the end of the test, and returns how often it was asked. */
    private AtomicInteger hanging(String name) {
        AtomicInteger asked = new AtomicInteger();
        callback(name, () -> {
            asked.incrementAndGet();
            return end.passed();
        });
        return asked;
    }

    private TextExposition scrape(ScrapeRequest request) {
        return TextExposition.checked(Bodies.body(exposition, request)).requireNameOrder();
    }

    @Test
    void theyRunOneAfterTheOtherOnOneDaemonThread() {
        List<String> order = new ArrayList<>();
        for (String name : List.of("c", "a", "b")) {
            callback(name, () -> {
                order.add(name);
                return 1;
            });
        }

        assertThat(scrape(PATIENT).familyNames()).containsExactly("a", "b", "c");

        assertThat(order).containsExactly("a", "b", "c");
        Thread thread = threads.get("a");
        assertThat(threads.values()).containsOnly(thread);
        assertThat(thread).isNotSameAs(Thread.currentThread());
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void theySeeTheClassLoaderOfTheScrapeButNotItsThreadLocals() {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        user.set("alice");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = new ClassLoader(before) {};
        Thread.currentThread().setContextClassLoader(loader);
        List<Object> seen = new ArrayList<>();
        callback("a", () -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            seen.add(String.valueOf(user.get()));
            return 1;
        });
        try {
            scrape(PATIENT);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(seen).containsExactly(loader, "null");
    }

    @Test
    void theyRunAheadOfAScraperThatReadsSlowlyButNotFar() throws IOException {
        int count = 20;
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            registry.register(new Large(String.format("large_%02d", i), asked));
        }
        List<Integer> askedAtWrites = new ArrayList<>();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("expected whole buffers");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                // A thread that was told of more room still seems to wait until it gets a processor.
                Polling.until("a fourth collector was asked", LIMIT, asked::get, value -> value >= 4);
                Polling.until(
                        "no collector runs", LIMIT, CollectorDeadlineTests::collectorThreads, running -> haveNoRoom());
                askedAtWrites.add(asked.get());
            }
        };

        try (ScrapeResponse response = exposition.scrape(PATIENT)) {
            response.writeTo(slow);
        }

        assertThat(askedAtWrites).startsWith(4).endsWith(count).isSorted();
        // While the scrape takes one, at most four are asked: what there is room for, and the one that waits for it.
        assertThat(askedAtWrites.stream().distinct()).hasSizeGreaterThanOrEqualTo(count / 4);
    }

    /** Writes about 1 kB a sample. */
    private record Large(String name, int samples, AtomicInteger asked) implements Collector {

        Large(String name, AtomicInteger asked) {
            this(name, 100, asked);
        }

        @Override
        public Descriptor descriptor() {
            return new Descriptor(name, "Large.", MetricType.GAUGE);
        }

        @Override
        public void collect(SampleSink sink) {
            asked.incrementAndGet();
            for (int i = 0; i < samples; i++) {
                sink.sample(Labels.of("text", "x".repeat(1000) + i), 1);
            }
        }
    }

    @Test
    void whoseScraperHangsUpLeaveNoThread() {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            registry.register(new Large("large_" + i, asked));
        }
        hangUpOnce(() -> asked.get() == 4 && haveNoRoom());

        Polling.until("no thread is left", LIMIT, CollectorDeadlineTests::collectorThreads, List::isEmpty);
        assertThat(asked).hasValue(4);
    }

    private static boolean haveNoRoom() {
        return collectorThreads().stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void oneWithMoreSamplesThanThereIsRoomForLeavesNoThreadWhereItsScraperHangsUp() {
        AtomicInteger asked = new AtomicInteger();
        registry.register(new Large("a", asked));
        registry.register(new Large("b", 800, asked));
        registry.register(new Large("c", asked));
        registry.register(new Large("d", asked));
        hangUpOnce(() -> asked.get() == 3 && haveNoRoom());

        Polling.until("no thread is left", LIMIT, CollectorDeadlineTests::collectorThreads, List::isEmpty);
        assertThat(asked).hasValue(3);
    }

    private void hangUpOnce(BooleanSupplier condition) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                Polling.until("the scraper may hang up", LIMIT, condition::getAsBoolean, met -> met);
                throw new IOException("broken pipe");
            }
        };
        try (ScrapeResponse response = exposition.scrape(PATIENT)) {
            assertThatIOException().isThrownBy(() -> response.writeTo(broken)).withMessage("broken pipe");
        }
    }

    @Test
    void oneThatHangsBehindAScraperThatHungUpTakesTimeFromOneScrapeOnly() {
        registry.register(new Large("a", new AtomicInteger()));
        AtomicInteger asked = hanging("hangs");
        hangUpOnce(() -> asked.get() == 1);

        scrape(LESS_PATIENT);
        awaitNearlyAllTimeFor("later", () -> scrape(LESS_PATIENT));

        assertThat(log.warnings())
                .anyMatch(line -> line.contains("'hangs'") && line.contains("still running for an earlier scrape"));
    }

    @Test
    void oneThatLeavesItsThreadInterruptedDoesNotTroubleTheNext() {
        callback("a", () -> {
            Thread.currentThread().interrupt();
            return 1;
        });
        callback("b", () -> Thread.currentThread().isInterrupted() ? 1 : 0);

        assertThat(scrape(PATIENT).value("b")).isZero();
    }

    @Test
    void oneThatFailsWithAnErrorIsNotWaitedFor() {
        callback("a", () -> {
            throw new AssertionError("expected");
        });
        callback("b", () -> 1);

        assertThat(scrape(PATIENT).familyNames()).containsExactly("b", ERRORS);

        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains("gauge 'a'", "java.lang.AssertionError: expected");
    }

    @Test
    void oneIsKnownByItsIdentity() {
        record Odd() implements Collector {
            @Override
            public Descriptor descriptor() {
                return new Descriptor("odd", "Odd.", MetricType.GAUGE);
            }

            @Override
            public void collect(SampleSink sink) {
                sink.sample(1);
            }

            @Override
            public boolean equals(Object other) {
                throw new IllegalStateException("equals");
            }

            @Override
            public int hashCode() {
                throw new IllegalStateException("hashCode");
            }
        }
        registry.register(new Odd());

        assertThat(scrape(PATIENT).value("odd")).isEqualTo(1);
    }

    @Test
    void whatIsWrittenWithoutAScrapeIsCollectedByTheCaller() {
        callback("a", () -> 1);

        assertThat(Bodies.parsed(exposition).value("a")).isEqualTo(1);

        assertThat(threads).containsEntry("a", Thread.currentThread());
    }

    @Test
    void whatAnswersAtOnceIsAskedByTheScrapeItself() {
        record Prompt(Map<String, Thread> threads) implements PromptCollector {
            @Override
            public Descriptor descriptor() {
                return new Descriptor("prompt", "Prompt.", MetricType.GAUGE);
            }

            @Override
            public void collect(SampleSink sink) {
                threads.put("prompt", Thread.currentThread());
                sink.sample(1);
                throw new IllegalStateException("threads: " + collectorThreads());
            }
        }
        registry.register(new Prompt(threads));
        registry.counter("orders_total", "Orders.").inc();
        JvmMetrics.register(registry);

        TextExposition scrape = scrape(PATIENT);

        assertThat(threads).containsEntry("prompt", Thread.currentThread());
        assertThat(scrape.familyNames())
                .contains("orders_total", "jvm_threads_current")
                .doesNotContain("prompt");
        assertThat(log.warnings()).singleElement().asString().contains("threads: []");
    }

    @Test
    void oneThatHangsIsLeftOutUntilItReturns() {
        callback("a", () -> 1);
        AtomicInteger asked = hanging("hangs");
        callback("z", () -> 2);

        for (int i = 1; i <= 3; i++) {
            TextExposition scrape = scrape(LESS_PATIENT);

            assertThat(scrape.familyNames()).containsExactly("a", ERRORS, "z").as("scrape %d", i);
            assertThat(scrape.value(ERRORS, "collector", "hangs")).isEqualTo(i);
        }
        assertThat(asked).hasValue(1);
        assertThat(collectorThreads()).contains(threads.get("hangs"));
        assertThat(threads.get("z")).isNotSameAs(threads.get("hangs"));
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .contains("'hangs'", "it had not returned after", "ms of the 1500 ms for all collectors");

        end.open();
        Polling.until("it is back", LIMIT, () -> scrape(PATIENT), scrape -> scrape.hasFamily("hangs"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void aScraperWithLittleTimeDoesNotKeepASlowOneFromTheOthers() {
        callback("slow", end::passed);
        scrape(IMPATIENT);
        CompletableFuture<TextExposition> patient = CompletableFuture.supplyAsync(() -> scrape(PATIENT));
        Polling.until(
                "the patient one waits or has given up",
                LIMIT,
                CollectorDeadlineTests::collectorThreads,
                threads -> threads.size() == 2 || patient.isDone());

        end.open();

        assertThat(patient.join().hasFamily("slow")).isTrue();
    }

    @Test
    void oneThatStillHangsTakesNoTimeFromTheOthers() {
        for (String name : List.of("first", "second", "third")) {
            awaitNearlyAllTimeFor(
                    name,
                    () -> assertThat(warningsOf(() -> scrape(LESS_PATIENT))).hasSize(1));
        }

        assertThat(log.warnings()).allMatch(line -> line.contains("ms of the 1500 ms"));
    }

    @Test
    void manyThatHangHoldAThreadEachAndLeaveSomeTimeToEachOther() {
        for (int i = 0; i < 12; i++) {
            hanging("hangs_" + i);
        }
        callback("quick", () -> 1);

        scrape(IMPATIENT);

        assertThat(log.warnings()).noneMatch(line -> line.contains("after 0 ms"));
        Polling.until(
                "the quick one is shown, and only hanging threads are left",
                LIMIT,
                () -> scrape(IMPATIENT),
                scrape -> scrape.hasFamily("quick") && collectorThreads().size() == 12);
    }

    @Test
    void manyThatHangTakeLittleMoreThanTheTimeOfAll() {
        Polling.until("two of the shortest turns", LIMIT, this::shortestTurnsOfAHundred, turns -> turns >= 2);

        Polling.until("the quick one is shown", LIMIT, () -> scrape(IMPATIENT), scrape -> scrape.hasFamily("quick"));
    }

    /** Returns how many of a hundred new ones had the shortest turn; on a busy machine the time may be up before. */
    private int shortestTurnsOfAHundred() {
        registry.clear();
        for (int i = 0; i < 100; i++) {
            hanging("hangs_" + i);
        }
        callback("quick", () -> 1);

        List<String> warnings = warningsOf(() -> scrape(IMPATIENT));

        assertThat(warnings)
                .filteredOn(line -> line.contains("others have used up the 200 ms for all collectors"))
                .hasSizeGreaterThan(30);
        List<String> shortest = warnings.stream()
                .filter(line -> line.contains("after 50 ms of the 200 ms"))
                .toList();
        assertThat(shortest).hasSizeLessThanOrEqualTo(12);
        return shortest.size();
    }

    private List<String> warningsOf(Runnable scrape) {
        int before = log.warnings().size();
        scrape.run();
        return log.warnings().stream().skip(before).toList();
    }

    /** Has a new one hang in each scrape until it had nearly all the time, which a busy machine may take from it. */
    private void awaitNearlyAllTimeFor(String name, Runnable scrape) {
        Polling.until(
                "nearly all the time for " + name,
                LIMIT,
                () -> {
                    registry.unregister(name);
                    hanging(name);
                    return warningsOf(scrape).stream()
                            .filter(line -> line.contains("'" + name + "'"))
                            .toList();
                },
                warnings -> warnings.size() == 1
                        && NEARLY_ALL_TIME.matcher(warnings.get(0)).find());
    }

    @Test
    void scrapesAtOnceHoldOneThreadOfOneThatHangs() {
        AtomicInteger asked = hanging("hangs");
        callback("quick", () -> 1);

        atOnce(8).forEach(scrape -> assertThat(scrape.familyNames()).contains("quick"));

        assertThat(asked).hasValue(1);
    }

    @Test
    void exportersOfOneExpositionShareThatThread() {
        AtomicInteger asked = hanging("hangs");

        scrape(IMPATIENT);
        Bodies.body(exposition.forExporter(), IMPATIENT);
        Bodies.body(exposition.forExporter().forExporter(), IMPATIENT);
        Bodies.body(exposition.withCreatedSamples(), IMPATIENT);

        assertThat(asked).hasValue(1);
    }

    @Test
    void scrapesAtOnceWaitForEachOther() {
        AtomicInteger inside = new AtomicInteger();
        callback("alone", () -> {
            int others = inside.getAndIncrement();
            Thread.yield();
            inside.decrementAndGet();
            return others;
        });

        for (int i = 0; i < 50; i++) {
            atOnce(8).forEach(scrape -> assertThat(scrape.value("alone")).isZero());
        }
    }

    private List<TextExposition> atOnce(int scrapes) {
        ExecutorService scrapers = Executors.newFixedThreadPool(scrapes);
        try {
            return IntStream.range(0, scrapes)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> scrape(ScrapeRequest.builder()
                                    .timeout(Duration.ofSeconds(4))
                                    .build()),
                            scrapers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            scrapers.shutdown();
        }
    }

    @Test
    void oneMayRegisterAMetric() {
        callback("registers", () -> {
            registry.counter("made_meanwhile_total", "Made by a callback.").inc();
            return 1;
        });

        assertThat(scrape(IMPATIENT).value("registers")).isEqualTo(1);
        assertThat(scrape(IMPATIENT).value("made_meanwhile_total")).isEqualTo(1);
    }

    @Test
    void oneThatScrapesSeesAllButItself() {
        List<String> seen = new ArrayList<>();
        callback("other", () -> 1);
        callback("scrapes", () -> {
            seen.addAll(scrape(PATIENT).familyNames());
            return 1;
        });

        TextExposition scrape = scrape(PATIENT);

        assertThat(scrape.familyNames()).contains("other", "scrapes");
        assertThat(seen).contains("other").doesNotContain("scrapes");
    }

    @Test
    void oneThatScrapesTakesNoTimeToWaitForItself() {
        callback("scrapes", () -> {
            scrape(LESS_PATIENT);
            return 1;
        });

        awaitNearlyAllTimeFor(
                "z", () -> assertThat(scrape(PATIENT).value("scrapes")).isEqualTo(1));
    }

    @Test
    void aScrapeThatIsInterruptedEndsAndLeavesItsCollectorAlone() {
        hanging("hangs");
        ScrapeResponse response = exposition.scrape(PATIENT);
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> response.writeTo(OutputStream.nullOutputStream()))
                .withMessage("interrupted while hangs was collected");

        assertThat(Thread.interrupted()).isTrue();
        response.close();
        end.open();
        Polling.until("it is back", LIMIT, () -> scrape(PATIENT), scrape -> scrape.hasFamily("hangs"));
        assertThat(log.warnings()).noneMatch(line -> line.contains("a callback was interrupted"));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 9500",
        "15, 10000",
        "10.000000, 9500",
        "2.5, 2000",
        "1, 500",
        "0.8, 400",
        "0.001, 0",
        "999999999.999999999, 10000",
        "' 3 ', 2500"
    })
    void theyMayTakeALittleLessThanTheScraperWaits(String header, long millis) {
        assertThat(request(header).timeForCollectors().toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"0.000000001, PT0.000000001S", "999999999.999999999, PT277777H46M39.999999999S"})
    void theHeaderIsReadToTheNanosecond(String header, Duration timeout) {
        assertThat(request(header).timeout()).isEqualTo(timeout);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0.0",
                "-1",
                "+1",
                "NaN",
                "Infinity",
                "1e3",
                "10,10",
                "1_0",
                ".5",
                "10s",
                "9999999999",
                "1.0000000001",
                "٣"
            })
    void garbageInTheHeaderIsIgnored(String header) {
        assertThat(request(header).timeout()).isNull();
        assertThat(request(header).timeForCollectors()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void withoutTheHeaderTheyMayTakeTenSeconds() {
        assertThat(request(null).timeForCollectors()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aTimeoutIsMoreThanNothing(Duration timeout) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScrapeRequest.builder().timeout(timeout))
                .withMessage("expected a timeout of more than 0, but got " + timeout);
    }

    private static ScrapeRequest request(String header) {
        return ScrapeRequest.builder()
                .headers(name -> name.equals("X-Prometheus-Scrape-Timeout-Seconds") ? header : null)
                .build();
    }
}
