package io.metricskit.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Gauge;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.exposition.ScrapeRequest;
import io.metricskit.exposition.ScrapeResponse;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScrapeBodyTests {

    private static final int PLACES = 8;

    private final Registry registry = new Registry();
    private final Exposition exposition = Exposition.of(registry);

    @Test
    void aBodyThatIsBeingWrittenKeepsItsPlaceWhenItIsAbandoned() {
        List<Integer> meanwhile = new ArrayList<>();
        List<ScrapeResponse> others = new ArrayList<>();
        ScrapeBody body = new ScrapeBody(scrape());
        Gauge.builder("asks")
                .help("Asks for places while it is collected.")
                .callback(() -> {
                    body.abandon();
                    for (int i = 0; i < PLACES; i++) {
                        ScrapeResponse other = scrape();
                        meanwhile.add(other.status());
                        others.add(other);
                    }
                    return 1;
                })
                .register(registry);

        body.writeTo(OutputStream.nullOutputStream());

        assertThat(meanwhile)
                .startsWith(200)
                .endsWith(503)
                .filteredOn(status -> status == 200)
                .hasSize(PLACES - 1);
        others.forEach(ScrapeResponse::close);
        assertThat(placesLeft()).isEqualTo(PLACES);
    }

    @Test
    void aBodyThatWasAbandonedBeforeGivesItsPlaceBackAndIsNotWritten() {
        registry.gauge("queue_size", "Orders that wait.");
        ScrapeBody body = new ScrapeBody(scrape());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        body.abandon();
        body.abandon();
        body.writeTo(out);

        assertThat(out.size()).isZero();
        assertThat(placesLeft()).isEqualTo(PLACES);
    }

    private ScrapeResponse scrape() {
        return exposition.scrape(ScrapeRequest.builder().build());
    }

    private int placesLeft() {
        List<ScrapeResponse> taken = new ArrayList<>();
        while (true) {
            ScrapeResponse response = scrape();
            if (response.status() == 503) {
                taken.forEach(ScrapeResponse::close);
                return taken.size();
            }
            taken.add(response);
        }
    }
}
