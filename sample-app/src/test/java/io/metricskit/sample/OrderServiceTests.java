package io.metricskit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.testkit.Polling;
import io.metricskit.testkit.ScrapeClient;
import io.metricskit.testkit.TextExposition;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
final class OrderServiceTests {

    private static final String REQUESTS = "http_server_request_duration_seconds_count";
    private static final String[] APPLICATION = {"application", "sample-app"};

    @LocalServerPort
    private int port;

    private OrderClient client;

    @BeforeEach
    void connect() {
        client = new OrderClient(port);
    }

    @Test
    void anOrderIsCreatedWithAnIdAndCanBeLookedUp() {
        HttpResponse<String> placed = client.place("{\"item\":\"book\",\"quantity\":2}");

        assertThat(placed.statusCode()).isEqualTo(201);
        String location = placed.headers().firstValue("Location").orElseThrow();
        assertThat(placed.body()).contains("\"item\":\"book\"", "\"quantity\":2");
        assertThat(client.get(location).statusCode()).isEqualTo(200);
        assertThat(client.get(location).body()).isEqualTo(placed.body());
    }

    @Test
    void anUnknownIdIsNotFoundWhateverItLooksLike() {
        assertThat(client.get("/orders/1").statusCode()).isEqualTo(404);
        assertThat(client.get("/orders/no-such-order").statusCode()).isEqualTo(404);
        assertThat(client.pay("no-such-order").statusCode()).isEqualTo(404);
    }

    @Test
    void anOrderWithoutItemOrQuantityIsRefusedWithTheReason() {
        HttpResponse<String> refused = client.place("{\"item\":\"book\",\"quantity\":0}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("quantity of 1 or more");
        assertThat(client.place("{\"quantity\":1}").statusCode()).isEqualTo(400);
        assertThat(client.place("no json").statusCode()).isEqualTo(400);
    }

    @Test
    void anItemThatTheShopDoesNotSellIsRefusedAndMakesNoSeries() {
        HttpResponse<String> refused = client.place("{\"item\":\"yacht\",\"quantity\":1}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(ScrapeClient.get(client.metrics()).body()).asString().doesNotContain("yacht");
    }

    @Test
    void aPaymentSucceedsAndOneForThirteenIsDeclined() {
        assertThat(client.pay(client.placed("book", 2)).statusCode()).isEqualTo(200);
        assertThat(client.pay(client.placed("book", 13)).statusCode()).isEqualTo(402);
    }

    @Test
    void theFirstPageSaysWhatToTry() {
        HttpResponse<String> page = client.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("curl localhost:8080/metrics");
    }

    @Test
    void theFailureCounterAndTheGaugeAreThereBeforeTheFirstCall() {
        TextExposition scrape = ScrapeClient.scrape(client.metrics());

        assertThat(scrape.value("payment_failures_total", APPLICATION)).isZero();
        assertThat(scrape.value("orders_in_progress", APPLICATION)).isZero();
        assertThat(scrape.value("payment_seconds_count", APPLICATION)).isZero();
        assertThat(scrape.hasFamily("order_ids_issued_total")).isTrue();
    }

    @Test
    void everyCallIsCountedOnce() {
        double issuedBefore = ScrapeClient.scrape(client.metrics()).value("order_ids_issued_total", APPLICATION);
        client.pay(client.placed("book", 2));
        client.pay(client.placed("pen", 13));

        TextExposition scrape = Polling.until(
                "both payments recorded",
                Duration.ofSeconds(10),
                () -> ScrapeClient.scrape(client.metrics()),
                exposition -> exposition.value("payment_seconds_count", APPLICATION) == 2);

        assertThat(scrape.value("payment_failures_total", APPLICATION)).isEqualTo(1);
        assertThat(scrape.value("orders_in_progress", APPLICATION)).isZero();
        assertThat(scrape.value("order_processing_seconds_count", "application", "sample-app", "item", "book"))
                .isEqualTo(1);
        assertThat(scrape.value("order_processing_seconds_count", "application", "sample-app", "item", "pen"))
                .isEqualTo(1);
        assertThat(scrape.value("items_ordered_total", "application", "sample-app", "item", "pen"))
                .isEqualTo(13);
        assertThat(scrape.value("order_ids_issued_total", APPLICATION)).isEqualTo(issuedBefore + 2);
    }

    @Test
    void requestsAreCountedByRouteAndStatus() {
        client.pay(client.placed("book", 2));
        client.pay(client.placed("pen", 13));
        client.get("/");

        TextExposition scrape = Polling.until(
                "the first page recorded",
                Duration.ofSeconds(10),
                () -> ScrapeClient.scrape(client.metrics()),
                exposition -> exposition.has(REQUESTS, request("GET", "/", "200")));

        assertThat(scrape.value(REQUESTS, request("POST", "/orders", "201"))).isEqualTo(2);
        assertThat(scrape.value(REQUESTS, request("POST", "/orders/{id}/pay", "200")))
                .isEqualTo(1);
        assertThat(scrape.value(REQUESTS, request("POST", "/orders/{id}/pay", "402")))
                .isEqualTo(1);
    }

    private static String[] request(String method, String route, String status) {
        return new String[] {
            "application", "sample-app",
            "http_request_method", method,
            "http_route", route,
            "http_response_status_code", status
        };
    }
}
