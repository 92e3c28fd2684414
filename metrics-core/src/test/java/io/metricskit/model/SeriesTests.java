package io.metricskit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metricskit.encoding.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SeriesTests {

    /** A series as a metric type makes it: with declared names, of which some have no value. */
    private static final class Child extends Series {
        Child(LabelNames names, String... values) {
            super(names, values);
        }
    }

    @Test
    void aSeriesLikeAnotherOneSharesItsNamesIfTheyAreTheSame() {
        Series first = Series.of(Labels.of("a", "1", "b", "2"));
        Series same = Series.of(Labels.of("b", "4", "a", "3"), first);
        Series other = Series.of(Labels.of("a", "1", "c", "2"), first);
        Series fewer = Series.of(Labels.of("a", "1"), first);

        assertThat(same.labelNames()).isSameAs(first.labelNames());
        assertThat(same.labels()).isEqualTo(Labels.of("a", "3", "b", "4"));
        assertThat(other.labels()).isEqualTo(Labels.of("a", "1", "c", "2"));
        assertThat(fewer.labels()).isEqualTo(Labels.of("a", "1"));
    }

    @Test
    void labelsAreReadyForTheWire() {
        assertThat(wire(Series.of(Labels.of("b", "x\"y\\z\n", "a", "花")))).isEqualTo("a=\"花\",b=\"x\\\"y\\\\z\\n\"");
    }

    @Test
    void aSeriesWithoutLabelsWritesNothing() {
        assertThat(wire(Series.unlabelled())).isEmpty();
        assertThat(Series.unlabelled().isLabelled()).isFalse();
        assertThat(Series.of(Labels.empty()).labels()).isEqualTo(Labels.empty());
    }

    @Test
    void anEmptyValueIsAnAbsentLabel() {
        Series series = new Child(LabelNames.of("b", "a"), "", "1");

        assertThat(wire(series)).isEqualTo("a=\"1\"");
        assertThat(series.labelValue(0)).isEmpty();
        assertThat(series.labels()).isEqualTo(Labels.of("a", "1"));
    }

    @Test
    void aSeriesWhoseLabelsAreAllAbsentIsNotLabelled() {
        Series series = new Child(LabelNames.of("a"), "");

        assertThat(series.isLabelled()).isFalse();
        assertThat(wire(series)).isEmpty();
    }

    @Test
    void asManyValuesAsNamesAreAskedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Child(LabelNames.of("a", "b"), "1"));
    }

    @Test
    void anyNumberOfValuesIsKeptInOrder() {
        String[] names = {"a", "b", "c", "d", "e"};
        for (int size = 0; size <= names.length; size++) {
            String[] own = Arrays.copyOf(names, size);
            Series series = new Child(LabelNames.of(own), own);

            for (int i = 0; i < size; i++) {
                assertThat(series.labelValue(i)).isEqualTo(names[i]);
            }
            int end = size;
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> series.labelValue(end));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> series.labelValue(-1));
            assertThat(series.labels().names()).containsExactly(own);
        }
    }

    private static String wire(Series series) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteWriter out = new ByteWriter();
        out.attach(bytes);
        series.writeLabels(out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
