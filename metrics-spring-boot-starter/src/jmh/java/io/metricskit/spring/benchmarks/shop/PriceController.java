package io.metricskit.spring.benchmarks.shop;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PriceController {

    private final PriceService prices;
    private final StockService stock;

    PriceController(PriceService prices, StockService stock) {
        this.prices = prices;
        this.stock = stock;
    }

    @GetMapping("/prices/{article}")
    int price(@PathVariable String article) {
        return prices.price(article);
    }

    @GetMapping("/stock/{article}")
    int stock(@PathVariable String article) {
        return stock.count(article);
    }
}
