package io.metricskit.testkit;

import static io.metricskit.testkit.WireBytes.delimited;
import static io.metricskit.testkit.WireBytes.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ProtobufExposition}. */
final class ProtobufExpositionTests {
    private static final String CONTENT_TYPE =
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
    private static final int COUNTER = 0;
    private static final int GAUGE = 1;
    private static final int SUMMARY = 2;
    private static final int HISTOGRAM = 4;
    private static final Instant CREATED = Instant.ofEpochSecond(1700000000, 123000000);

    @Test
    void everyTypeReadsAsTheTextFormatWritesIt() {
        WireBytes exemplar =
                new WireBytes().message(1, label("trace_id", "x")).real(2, 0.5).message(3, timestamp(CREATED));
        WireBytes counter = new WireBytes().real(1, 3).message(2, exemplar).message(3, timestamp(CREATED));
        WireBytes histogram = new WireBytes()
                .integer(1, Long.MAX_VALUE)
                .real(2, 1e22)
                .message(3, new WireBytes().integer(1, 1).real(2, 1).message(3, exemplar))
                .message(15, timestamp(CREATED));
        WireBytes summary = new WireBytes()
                .integer(1, 2)
                .real(2, -6.5)
                .message(3, new WireBytes().real(1, 0.5).real(2, -3))
                .message(4, timestamp(CREATED));

        ProtobufExposition read = ProtobufExposition.checked(delimited(
                family("c_total", COUNTER, metric(3, counter, "a", "b")).string(2, "Say \"hi\".\n"),
                family("g", GAUGE, metric(2, new WireBytes().real(1, -0.5)).integer(6, 1700000000000L)),
                family("u", 3, metric(5, new WireBytes())),
                family("h", HISTOGRAM, metric(7, histogram, "a", "b")).string(5, "seconds"),
                family("s", SUMMARY, metric(4, summary))));

        assertThat(read.samples())
                .extracting(Sample::toString)
                .containsExactly(
                        "c_total{a=\"b\"} 3",
                        "g -0.5 1700000000000",
                        "u 0",
                        "h_bucket{a=\"b\",le=\"1.0\"} 1",
                        "h_bucket{a=\"b\",le=\"+Inf\"} 9223372036854775807",
                        "h_sum{a=\"b\"} 1e+22",
                        "h_count{a=\"b\"} 9223372036854775807",
                        "s{quantile=\"0.5\"} -3",
                        "s_sum -6.5",
                        "s_count 2");
        assertThat(read.families())
                .extracting(Family::type)
                .containsExactly("counter", "gauge", "untyped", "histogram", "summary");
        assertThat(read.family("c_total").help()).isEqualTo("Say \"hi\".\n");
        assertThat(read.family("h").unit()).isEqualTo("seconds");
        assertThat(read.sample("g").timestamp()).isEqualTo(OptionalLong.of(1700000000000L));
        Exemplar expected = new Exemplar(List.of(new Label("trace_id", "x")), 0.5, OptionalDouble.of(1700000000.123));
        assertThat(read.sample("c_total", "a", "b").exemplar()).hasValue(expected);
        assertThat(read.sample("h_bucket", "a", "b", "le", "1.0").exemplar()).hasValue(expected);
        assertThat(read.created("c_total", "a", "b")).hasValue(CREATED);
        assertThat(read.created("h", "a", "b")).hasValue(CREATED);
        assertThat(read.created("s")).hasValue(CREATED);
        assertThat(read.created("g")).isEmpty();
    }

    @Test
    void anInfiniteBucketMayBeWrittenToo() {
        WireBytes histogram = new WireBytes().integer(1, 2).message(3, bucket(2, Double.POSITIVE_INFINITY));

        assertThat(ProtobufExposition.checked(delimited(family("h", HISTOGRAM, metric(7, histogram))))
                        .samples("h_bucket"))
                .hasSize(1);
    }

    @Test
    void unknownFieldsAreSkippedAndNumbersMayBeLongerThanTheyNeed() {
        WireBytes unknown = new WireBytes()
                .integer(100, Long.MIN_VALUE)
                .string(101, "x")
                .real(102, 1)
                .varint(103 << 3 | 5)
                .raw(1, 2, 3, 4);
        WireBytes overlong = new WireBytes()
                .message(1000, unknown)
                .string(1, "g")
                .raw(0x98, 0x80, 0x00, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00)
                .message(4, metric(2, new WireBytes().real(1, 5)));

        assertThat(ProtobufExposition.checked(delimited(overlong)).value("g")).isEqualTo(5);
    }

    @Test
    void theLastOfAFieldThatIsNotRepeatedCounts() {
        WireBytes gauge = new WireBytes().real(1, 5).real(1, 6);

        assertThat(ProtobufExposition.checked(
                                delimited(family("f", GAUGE, metric(2, gauge)).string(1, "g")))
                        .value("g"))
                .isEqualTo(6);
    }

    @Test
    void anEmptyBodyIsAnEmptyRegistry() {
        assertThat(ProtobufExposition.checked(CONTENT_TYPE, new byte[0]).families())
                .isEmpty();
    }

    @Test
    void otherNamesAreReadWhereTheEscapingAllowsThem() {
        byte[] body = delimited(family("g.花火", GAUGE, metric(2, new WireBytes(), "l.b", "v")));

        assertThat(ProtobufExposition.checked(CONTENT_TYPE + "; escaping=allow-utf-8", body)
                        .has("g.花火", "l.b", "v"))
                .isTrue();
        refused(() -> ProtobufExposition.checked(CONTENT_TYPE + "; escaping=dots", body), "illegal metric name g.花火");
        refused(() -> ProtobufExposition.checked(CONTENT_TYPE, body), "illegal metric name g.花火");
        refused(
                () -> ProtobufExposition.checked(delimited(family("g", GAUGE, metric(2, new WireBytes(), "l.b", "v")))),
                "illegal label name l.b");
    }

    static Stream<Arguments> wrongBodies() {
        WireBytes zero = new WireBytes();
        WireBytes good = family("g", GAUGE, metric(2, zero));
        WireBytes descending =
                new WireBytes().integer(1, 1).message(3, bucket(2, 1)).message(3, bucket(1, 2));
        WireBytes unsorted =
                new WireBytes().integer(1, 1).message(3, bucket(1, 2)).message(3, bucket(1, 1));
        WireBytes outside =
                new WireBytes().integer(1, 1).message(3, bucket(1, 1).message(3, new WireBytes().real(2, 2)));
        WireBytes withSchema = new WireBytes().integer(1, 0).integer(5, 0);
        return Stream.of(
                arguments(new byte[] {5}, "line 1: length 5 is more than the 0 bytes left"),
                arguments(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, "a varint must have at most 64 bits"),
                arguments(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2}, "a varint must have at most 64 bits"),
                arguments(new byte[] {-128}, "the message is cut short"),
                arguments(new byte[] {1, 9}, "the message is cut short"),
                arguments(new byte[] {1, 11}, "wire type 3 is none that is written today, in: field 1"),
                arguments(new byte[] {2, 0, 0}, "a field's number must be 1 or more"),
                arguments(delimited(good, good), "line 2: there must be one message of the name g"),
                arguments(delimited(new WireBytes()), "illegal metric name"),
                arguments(delimited(family("1g", GAUGE, metric(2, zero))), "illegal metric name 1g"),
                arguments(delimited(new WireBytes().integer(1, 1)), "wire type must be 2, not 0, in: field 1"),
                arguments(delimited(family("g", 5, metric(2, zero))), "type must be one of 0 to 4, got 5"),
                arguments(delimited(new WireBytes().string(1, "g").integer(3, GAUGE)), "a family must have metrics"),
                arguments(delimited(family("g", GAUGE, metric(3, zero))), "a metric of a gauge must have that, and no"),
                arguments(
                        delimited(family("g", GAUGE, metric(2, zero).message(3, zero))),
                        "a metric of a gauge must have that, and no other value, in: field 3"),
                arguments(delimited(family("g", GAUGE, metric(2, zero).message(2, zero))), "a metric must have one"),
                arguments(
                        delimited(family("g", GAUGE, metric(2, zero)).content(2, new byte[] {(byte) 0xC3})),
                        "invalid UTF-8, in: field 2"),
                arguments(
                        delimited(family(
                                "g",
                                GAUGE,
                                metric(2, zero)
                                        .message(
                                                1,
                                                new WireBytes().string(1, "a").content(2, new byte[] {(byte) 0xFF})))),
                        "invalid UTF-8, in: field 2"),
                arguments(
                        delimited(family("g", GAUGE, metric(2, zero), metric(2, zero))),
                        "series must not be written twice"),
                arguments(delimited(family("g", GAUGE, metric(2, zero, "a", ""))), "label a is empty"),
                arguments(delimited(family("g", GAUGE, metric(2, zero, "__a", "b"))), "label name __a is reserved"),
                arguments(
                        delimited(family("c", COUNTER, metric(3, new WireBytes().real(1, -1)))),
                        "counter must be finite and not negative"),
                arguments(
                        delimited(family("c", COUNTER, metric(3, new WireBytes().integer(1, 1)))),
                        "wire type must be 1, not 0"),
                arguments(delimited(family("h", HISTOGRAM, metric(7, descending))), "buckets must be cumulative"),
                arguments(delimited(family("h", HISTOGRAM, metric(7, unsorted))), "le must ascend"),
                arguments(delimited(family("h", HISTOGRAM, metric(7, outside))), "an exemplar must lie in its bucket"),
                arguments(
                        delimited(family(
                                "h",
                                HISTOGRAM,
                                metric(
                                        7,
                                        new WireBytes()
                                                .integer(1, 1)
                                                .message(3, bucket(2, Double.POSITIVE_INFINITY))))),
                        "_count must equal the +Inf bucket"),
                arguments(
                        delimited(family("h", HISTOGRAM, metric(7, withSchema))),
                        "native and float histograms are not"),
                arguments(
                        delimited(family(
                                "c",
                                COUNTER,
                                metric(3, new WireBytes().message(3, new WireBytes().integer(2, 1_000_000_000))))),
                        "nanos must be 0 to 999999999, got 1000000000"),
                arguments(
                        delimited(family(
                                "c",
                                COUNTER,
                                metric(3, new WireBytes().message(2, zero).message(2, zero)))),
                        "there must be one exemplar"));
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void aBodyThatBreaksARuleIsRefused(byte[] body, String rule) {
        refused(() -> ProtobufExposition.checked(body), rule);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "text/plain; version=0.0.4; charset=utf-8",
                "application/vnd.google.protobuf",
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=text",
                "application/vnd.google.protobuf; encoding=delimited",
                CONTENT_TYPE + "; version=1.0.0"
            })
    void theContentTypeIsRefused(@Nullable String contentType) {
        refused(() -> ProtobufExposition.checked(contentType, new byte[0]), "Content-Type");
    }

    private static void refused(ThrowingCallable reading, String rule) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(reading).withMessageContaining(rule);
    }

    private static WireBytes family(String name, int type, WireBytes... metrics) {
        WireBytes family = new WireBytes().string(1, name).integer(3, type);
        for (WireBytes metric : metrics) {
            family.message(4, metric);
        }
        return family;
    }

    private static WireBytes metric(int valueField, WireBytes value, String... labelPairs) {
        WireBytes metric = new WireBytes();
        for (int i = 0; i < labelPairs.length; i += 2) {
            metric.message(1, label(labelPairs[i], labelPairs[i + 1]));
        }
        return metric.message(valueField, value);
    }

    private static WireBytes bucket(long count, double bound) {
        return new WireBytes().integer(1, count).real(2, bound);
    }

    private static WireBytes timestamp(Instant time) {
        return new WireBytes().integer(1, time.getEpochSecond()).integer(2, time.getNano());
    }
}
