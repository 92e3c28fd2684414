package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A thread may hold the stripes of a moment ago while another one adds a stripe and leaves a hint at it. */
final class StripeHintsTests {

    private static final int SLOT = 7;

    @Test
    void aHintAtABlockThatWasAddedIsNoneForThoseWhoDoNotKnowTheBlock() {
        HistogramSeries.Stripes two = HistogramSeries.Stripes.more(null, 4);
        HistogramSeries.Stripes three = HistogramSeries.Stripes.more(two, 4);

        three.hints().set(SLOT, 2);

        assertThat(three.all().length).isEqualTo(3);
        assertThat(two.hints().get(SLOT)).isLessThan(two.all().length);
    }

    @Test
    void aHintAtAStripeThatWasAddedIsNoneForThoseWhoDoNotKnowTheStripe() {
        SummarySeries.Stripes two = SummarySeries.Stripes.more(null);
        SummarySeries.Stripes three = SummarySeries.Stripes.more(two);

        three.hints().set(SLOT, 2);

        assertThat(three.all()).hasSize(3).startsWith(two.all());
        assertThat(two.hints().get(SLOT)).isLessThan(two.all().length);
    }
}
