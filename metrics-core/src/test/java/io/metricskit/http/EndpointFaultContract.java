package io.metricskit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.metricskit.Gauge;
import io.metricskit.testkit.Gate;
import io.metricskit.testkit.HttpAnswer;
import io.metricskit.testkit.Polling;
import io.metricskit.testkit.RawClient;
import io.metricskit.testkit.TextExposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** What goes wrong around a scrape, and what must then happen, whatever server stands before an exposition. */
public abstract class EndpointFaultContract extends EndpointTestBase {

    private static final int PLACES = 8;
    private static final int ABORTS = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";
    private static final String ERRORS = "metrics_collector_errors_total";

    /** What eight scrapes at once were answered, and what one was that came meanwhile. */
    private record Crowd(List<Integer> statuses, HttpAnswer late) {}

    @Test
    void aCallbackThatFailsCostsItsOwnFamily() throws IOException {
        callback("throws_exception", () -> {
            throw new IllegalStateException("down");
        });
        callback("overflows_the_stack", EndpointFaultContract::forever);

        TextExposition first = scrape();
        TextExposition second = scrape();

        assertThat(first.value("visits_total")).isEqualTo(1);
        assertThat(first.familyNames()).doesNotContain("throws_exception", "overflows_the_stack");
        assertThat(second.value(ERRORS, "collector", "throws_exception")).isEqualTo(1);
        assertThat(second.value(ERRORS, "collector", "overflows_the_stack")).isEqualTo(1);
    }

    private static double forever() {
        return forever() + 1;
    }

    @Test
    void aCallbackThatHangsCostsItsOwnFamilyUntilItReturns() throws IOException {
        Gate end = new Gate();
        AtomicInteger asked = new AtomicInteger();
        callback("hangs", () -> {
            asked.incrementAndGet();
            return end.passed();
        });
        try {
            for (int i = 1; i <= 3; i++) {
                TextExposition scrape = scrape(TIMEOUT, "0.5");

                assertThat(scrape.value("visits_total")).isEqualTo(1);
                assertThat(scrape.hasFamily("hangs")).isFalse();
                assertThat(scrape.value(ERRORS, "collector", "hangs")).isEqualTo(i);
            }
            assertThat(asked).hasValue(1);
        } finally {
            end.open();
        }
        Polling.until("the callback is back", LIMIT, () -> answer("/metrics").text(), text -> text.contains("hangs 1"));
    }

    @Test
    void aCallbackMayRegisterAMetricAndScrape() throws IOException {
        callback("registers", () -> {
            registry().counter("made_meanwhile_total", "Made by a callback.").inc();
            return 1;
        });
        callback("scrapes", () -> answer(VISITS).status());
        callback("scrapes_itself", () -> answer("/metrics").status());

        assertThat(scrape(TIMEOUT, "2").value("scrapes")).isEqualTo(200);
        assertThat(scrape(TIMEOUT, "2").value("made_meanwhile_total")).isPositive();
    }

    @Test
    void aNinthScrapeAtOnceIsToldToRetry() {
        Crowd crowd = crowd();

        assertThat(crowd.statuses()).isEqualTo(Collections.nCopies(PLACES, 200));
        assertThat(crowd.late().status()).isEqualTo(503);
        assertThat(crowd.late().header("Retry-After")).contains("1");
        assertThat(crowd.late().text()).isEqualTo("too many scrapes at once\n");
        assertThat(answer(VISITS).status()).isEqualTo(200);
    }

    @Test
    void clientsThatGoAwayLeaveNothingBehind() throws IOException {
        makeThePageLarge();
        int warnings = endpoint().warnings().size();
        long descriptors = openDescriptors();
        for (int i = 0; i < ABORTS; i++) {
            try (RawClient client = connect()) {
                client.request("GET", "/metrics").abort();
            }
        }

        assertThat(crowd().statuses()).isEqualTo(Collections.nCopies(PLACES, 200));
        Polling.until(
                "descriptors are given back",
                LIMIT,
                EndpointFaultContract::openDescriptors,
                open -> open < descriptors + ABORTS / 10);
        assertThat(endpoint().warnings().stream().skip(warnings)).isEmpty();
        assertThat(scrape().samples("many_total")).hasSize(SERIES);
    }

    private static long openDescriptors() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    /** Has eight scrapes wait for their callbacks until a further one was answered. */
    private Crowd crowd() {
        Gate end = new Gate();
        ExecutorService scrapers = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<HttpAnswer>> held = new ArrayList<>();
            for (int i = 0; i < PLACES; i++) {
                AtomicInteger waiting = new AtomicInteger();
                String name = "waits_" + i;
                callback(name, () -> {
                    waiting.incrementAndGet();
                    return end.passed();
                });
                held.add(Polling.until(
                        "a scrape has its place", LIMIT, () -> held(name, waiting, scrapers), each -> !each.isDone()));
            }
            HttpAnswer late = answer(VISITS);
            end.open();
            return new Crowd(held.stream().map(each -> each.join().status()).toList(), late);
        } finally {
            end.open();
            scrapers.shutdown();
            for (int i = 0; i < PLACES; i++) {
                registry().unregister("waits_" + i);
            }
        }
    }

    /** Starts a scrape, which is answered at once if there is no place for it. */
    private CompletableFuture<HttpAnswer> held(String name, AtomicInteger waiting, Executor scrapers) {
        CompletableFuture<HttpAnswer> scrape =
                CompletableFuture.supplyAsync(() -> answer("/metrics?name%5B%5D=" + name), scrapers);
        Polling.until(
                "a scrape waits or is answered",
                LIMIT,
                () -> waiting.get() > 0 || scrape.isDone(),
                Boolean::booleanValue);
        return scrape;
    }

    private void callback(String name, DoubleSupplier value) {
        Gauge.builder(name).help("Of a test.").callback(value).register(registry());
    }

    private HttpAnswer answer(String target) {
        try {
            return get(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
