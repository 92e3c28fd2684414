package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metricskit.model.Labels;
import io.metricskit.testkit.Sample;
import io.metricskit.testkit.TextExposition;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HistogramTests {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Labels ROOT = Labels.of("path", "/");

    private final Histogram latency = Histogram.builder("request_latency_seconds")
            .help("Latency of requests.")
            .buckets(0.1, 0.5, 1, 5)
            .build();

    @Test
    void withoutOtherBucketsItHasThoseOfTheUserGuide() {
        Histogram access = Histogram.builder("http_access_seconds")
                .help("HTTP access time.")
                .build();
        access.observe(Labels.of("time", "/static"), 3.142);

        Histogram.Value value = access.get(Labels.of("time", "/static"));
        assertThat(value.upperBounds()).containsExactly(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, INF);
        assertThat(value.bucket(2.5)).isZero();
        assertThat(value.bucket(5)).isEqualTo(1);
        assertThat(value.count()).isEqualTo(1);
        assertThat(value.sum()).isEqualTo(3.142);
    }

    @Test
    void anObservationEqualToABoundBelongsToItsBucket() {
        for (double bound : new double[] {0.1, 0.5, 1, 5}) {
            latency.observe(bound);
        }

        assertThat(cumulative(latency.get())).containsExactly(1, 2, 3, 4, 4);
    }

    @Test
    void anObservationJustAboveABoundBelongsToTheNextBucket() {
        for (double bound : new double[] {0.1, 0.5, 1, 5}) {
            latency.observe(Math.nextUp(bound));
        }

        assertThat(cumulative(latency.get())).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void nanFitsNoBucketAndIsCountedApart() {
        latency.observe(ROOT, 1);
        latency.observe(ROOT, Double.NaN);
        latency.observe(Double.NaN);

        assertThat(latency.get(ROOT).count()).isEqualTo(1);
        assertThat(latency.get(ROOT).sum()).isEqualTo(1);
        assertThat(Scrape.of(latency).value("metrics_dropped_observations_total", "metric", "request_latency_seconds"))
                .isEqualTo(2);
    }

    @Test
    void negativeObservationsAreCounted() {
        latency.observe(-1);
        latency.observe(-0.0);

        assertThat(cumulative(latency.get())).containsExactly(2, 2, 2, 2, 2);
        assertThat(latency.get().sum()).isEqualTo(-1);
        Scrape.of(latency);
    }

    @Test
    void aSumThatOutgrowsTheDoublesIsInfiniteAndTheBucketsStayRight() {
        latency.observe(1e308);
        latency.observe(1e308);

        assertThat(cumulative(latency.get())).containsExactly(0, 0, 0, 0, 2);
        assertThat(latency.get().sum()).isEqualTo(INF);
        assertThat(Scrape.of(latency).value("request_latency_seconds_sum")).isEqualTo(INF);
    }

    @Test
    void theInfinitiesBelongToTheOutermostBuckets() {
        latency.observe(ROOT, INF);
        assertThat(cumulative(latency.get(ROOT))).containsExactly(0, 0, 0, 0, 1);

        latency.observe(ROOT, Double.NEGATIVE_INFINITY);
        assertThat(cumulative(latency.get(ROOT))).containsExactly(1, 1, 1, 1, 2);
        assertThat(Scrape.of(latency).value("request_latency_seconds_count", "path", "/"))
                .isEqualTo(2);
    }

    @Test
    void theScrapeShowsWhatTheValueShows() {
        for (double value : new double[] {0.05, 0.3, 0.3, 4, 100}) {
            latency.observe(ROOT, value);
        }

        TextExposition scrape = Scrape.of(latency);
        assertThat(scrape.samples("request_latency_seconds_bucket").stream().map(Sample::toString))
                .containsExactly(
                        "request_latency_seconds_bucket{path=\"/\",le=\"0.1\"} 1",
                        "request_latency_seconds_bucket{path=\"/\",le=\"0.5\"} 3",
                        "request_latency_seconds_bucket{path=\"/\",le=\"1.0\"} 3",
                        "request_latency_seconds_bucket{path=\"/\",le=\"5.0\"} 4",
                        "request_latency_seconds_bucket{path=\"/\",le=\"+Inf\"} 5");
        assertThat(scrape.value("request_latency_seconds_count", "path", "/")).isEqualTo(5);
        assertThat(scrape.value("request_latency_seconds_sum", "path", "/"))
                .isEqualTo(latency.get(ROOT).sum());
    }

    @Test
    void eachBucketHoldsTheObservationsThatAreNotAboveItsBound() {
        Random random = new Random(3);
        double[] bounds = DoubleStream.generate(random::nextGaussian)
                .limit(200)
                .distinct()
                .sorted()
                .toArray();
        Histogram fine = Histogram.builder("fine").help("Fine.").buckets(bounds).build();
        double[] observed = DoubleStream.generate(
                        () -> random.nextInt(4) == 0 ? bounds[random.nextInt(bounds.length)] : random.nextGaussian())
                .limit(2_000)
                .toArray();
        for (double value : observed) {
            fine.observe(value);
        }

        Histogram.Value value = fine.get();
        for (double bound : value.upperBounds()) {
            assertThat(value.bucket(bound))
                    .isEqualTo(Arrays.stream(observed).filter(x -> x <= bound).count());
        }
    }

    @Test
    void aValueIsOfItsMomentAndItsBoundsAreCopies() {
        latency.observe(1);
        Histogram.Value before = latency.get();
        latency.observe(1);
        before.upperBounds()[0] = 42;

        assertThat(before.count()).isEqualTo(1);
        assertThat(before.upperBounds()).containsExactly(0.1, 0.5, 1, 5, INF);
        assertThat(latency.labels(Labels.empty()).get().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, Double.NaN, Double.NEGATIVE_INFINITY})
    void aBoundThatThereIsNotIsRefused(double bound) {
        assertThatThrownBy(() -> latency.get().bucket(bound))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(String.valueOf(bound), "[0.1, 0.5, 1.0, 5.0, Infinity]");
    }

    @Test
    void aSeriesThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> latency.get(ROOT))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContainingAll("request_latency_seconds", "path", "/");
    }

    static double[][] impossibleBuckets() {
        double[] tooMany = new double[1001];
        Arrays.setAll(tooMany, i -> i);
        return new double[][] {
            {},
            {INF},
            {2, 1},
            {1, 2, 2},
            {-0.0, 0.0},
            {1, Double.NaN},
            {Double.NaN},
            {Double.NEGATIVE_INFINITY, 1},
            {1, INF, INF},
            {INF, 1},
            tooMany
        };
    }

    @ParameterizedTest
    @MethodSource("impossibleBuckets")
    void bucketsThatCannotBeAreRefusedWhenTheyAreGiven(double[] buckets) {
        Histogram.Builder builder = Histogram.builder("refused_seconds");

        assertThatThrownBy(() -> builder.buckets(buckets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refused_seconds");
    }

    @Test
    void anExplicitLastInfinityIsTheOneThatThereIsAnyway() {
        Histogram explicit =
                Histogram.builder("explicit").help("Explicit.").buckets(1, INF).build();
        explicit.observe(2);

        assertThat(explicit.get().upperBounds()).containsExactly(1, INF);
        assertThat(Scrape.of(explicit).samples("explicit_bucket")).hasSize(2);
    }

    @Test
    void aThousandBucketsAreAllowed() {
        Histogram wide = Histogram.builder("wide")
                .help("Wide.")
                .buckets(Buckets.linear(0, 1, 1000))
                .build();
        wide.observe(998.5);

        assertThat(wide.get().bucket(998)).isZero();
        assertThat(wide.get().bucket(999)).isEqualTo(1);
    }

    @Test
    void bucketsBelongToTheHistogramAndNotToTheCaller() {
        double[] mine = {1, 2};
        Histogram copied =
                Histogram.builder("copied").help("Copied.").buckets(mine).build();
        mine[0] = 42;
        copied.observe(1);

        assertThat(copied.get().upperBounds()).containsExactly(1, 2, INF);
        assertThat(copied.get().bucket(1)).isEqualTo(1);
    }

    @Test
    void itsOwnSampleLabelIsRefused() {
        assertThatThrownBy(() -> latency.labels("le", "0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("request_latency_seconds", "le");
        assertThatThrownBy(
                        () -> Histogram.builder("h").help("H.").labelNames("le").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'h'", "le");
        assertThatThrownBy(() -> Histogram.builder("h")
                        .help("H.")
                        .constLabels(Labels.of("le", "1"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'h'", "le");
    }

    private static long[] cumulative(Histogram.Value value) {
        return Arrays.stream(value.upperBounds()).mapToLong(value::bucket).toArray();
    }
}
