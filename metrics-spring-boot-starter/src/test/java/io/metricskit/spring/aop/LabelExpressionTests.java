package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.testkit.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Values of labels that are taken from the call. */
final class LabelExpressionTests {

    @AutoClose
    private final AspectContext context = AspectContext.of(Orders.class);

    private final Orders orders = context.bean(Orders.class);

    enum Kind {
        BOOK,
        TOY
    }

    interface Search {

        @Timed(name = "search_seconds", labels = "query=#query")
        void search(String query);
    }

    static class RenamingSearch implements Search {

        @Override
        public void search(String words) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Searches {

        @Bean
        Search lambda() {
            return query -> {};
        }
    }

    record Item(String name) {}

    static class Code {

        @Override
        @SuppressWarnings("NullAway") // The compiler does not hold everybody to it.
        public String toString() {
            return null;
        }
    }

    record Order(Kind kind, List<Item> items, @Nullable Item gift) {

        public String failing() {
            throw new IllegalStateException("no value");
        }
    }

    static class Receipt {

        public String getStatus() {
            return "paid";
        }
    }

    static class Parcel {

        private final long made = System.nanoTime();
        private long read;

        /** Takes longer than all that has happened before. */
        public String getKind() {
            read = System.nanoTime();
            while (System.nanoTime() - read <= read - made) {
                Thread.onSpinWait();
            }
            return "heavy";
        }
    }

    static class Orders {

        @Timed(
                name = "place_seconds",
                labels = {
                    "route = /orders",
                    "kind=#order.kind",
                    "method=#order.kind()",
                    "gift=#order.gift?.name",
                    "first=#order.items.![#this.name][0]",
                    "express=#express ? 'yes' : 'no'",
                    "outcome=#result.status",
                    "failure=#exception"
                })
        public Receipt place(Order order, boolean express, @Nullable RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
            return new Receipt();
        }

        @Timed(
                name = "later_seconds",
                labels = {"outcome=#result.status", "failure=#exception"})
        public CompletableFuture<Receipt> later(CompletableFuture<Receipt> receipt) {
            return receipt;
        }

        @InProgress(name = "carts_in_progress", labels = "first=#cart[0]")
        public void changing(String[] cart) {
            cart[0] = "changed";
        }

        @Timed(
                name = "broken_seconds",
                labels = {"a=#order.failing()", "b=#order.kind", "c=#order.missing"})
        @CountExceptions(name = "broken_total", labels = "a=#order.failing()")
        public String broken(Order order, boolean fails) throws IOException {
            if (fails) {
                throw new IOException("the caller's");
            }
            return "fine";
        }

        @Timed(
                name = "visit_seconds",
                labels = {"root=#root", "count=#größe", "kind=#kind"})
        public void visit(String root, int größe, @Nullable Kind kind) {}

        @Timed(
                name = "note_seconds",
                labels = {"note=#note", "shown=#shown ? #note : 'hidden'"})
        public void note(Optional<String> note, boolean shown) {}

        @Timed(
                name = "find_seconds",
                labels = {
                    "note=#note ?: 'none'",
                    "length=#note?.length()",
                    "root=#root ?: 'none'",
                    "wrapped=#wrapped.orElse('none')",
                    "safe=#wrapped?.orElse('none')",
                    "shown=#wrapped?.present ? #wrapped ?: '' : 'hidden'",
                    "noted=#note != null",
                    "rootless=#root == null",
                    "outcome=#result?.status"
                })
        public Optional<Receipt> find(Optional<String> note, Optional<String> root, Optional<String> wrapped) {
            return note.map(text -> new Receipt());
        }

        @Timed(
                name = "match_seconds",
                labels = {"known=#note == 'fragile'", "length=#note.length()", "listed=#notes.contains(#note)"})
        public void match(Optional<String> note, List<String> notes) {}

        @Timed(
                name = "upload_seconds",
                labels = {"name=#root.name", "again=#root == null ? 'none' : #root.name()"})
        public void upload(@Nullable Item root) {}

        @Timed(
                name = "price_seconds",
                labels = {
                    "of=#prices[book]",
                    "to=#prices.?[value > 1].![key][0]",
                    "known=#prices.size() > 9 ? {many: 1}[many] : {pen: 'no', book: 'yes'}[book]"
                })
        public void price(Map<String, Integer> prices) {}

        @Timed(name = "pick_seconds", labels = "item=#items[index]")
        public void pick(List<Item> items, int index) {}

        @Timed(name = "raise_seconds", labels = "value=#exception")
        public void raise(String exception) {
            throw new IllegalStateException(exception);
        }

        @Timed(name = "label_seconds", labels = "name=#i.name")
        public void label(Item i) {}

        @Timed(
                name = "ask_seconds",
                labels = {
                    "get=#note?.get()",
                    "throwing=#note?.orElseThrow()",
                    "present=#note?.isPresent()",
                    "missing=#count?.isEmpty()",
                    "empty=#count?.empty",
                    "same=#note.equals(#copy)",
                    "there=#copy != null and #copy.isPresent()",
                    "nested=#asks ? #note?.length() : 'none'"
                })
        public void ask(Optional<String> note, Optional<String> copy, Optional<Integer> count, boolean asks) {}

        @Timed(
                name = "ship_seconds",
                labels = {"from=#from", "to=#to", "via=#via", "weight=#weight"})
        public void ship(String from, String to, String via, int weight) {}

        @Timed(
                name = "wrap_seconds",
                labels = {"name=#item.name", "upper=#item.name().toUpperCase()", "first=#names[0]"})
        public void wrap(@Nullable Item item, String @Nullable [] names) {}

        @Timed(
                name = "scan_seconds",
                labels = {"code=#code", "name=#item.name"})
        public void scan(Code code, Item item) {}

        @Timed(
                name = "pack_seconds",
                labels = {"sizes=#sizes", "names=#items.![name].toArray()"})
        public void pack(List<Item> items, int... sizes) {}

        @Timed(name = "weigh_seconds", labels = "kind=#parcel.kind")
        public void weigh(Parcel parcel) {}

        @CountExceptions(name = "refusals_total", labels = "reason=#exception")
        public void refuse(RuntimeException reason) {
            throw reason;
        }

        @Timed(name = "hidden_seconds", labels = "value=#result")
        @InProgress(name = "shown_in_progress", labels = "value=#result")
        public String outcomes(String result) {
            return "outcome";
        }
    }

    private static Order order(Kind kind) {
        return new Order(kind, List.of(new Item("novel")), null);
    }

    @Test
    void expressionsReadArgumentsAndTheResult() {
        orders.place(order(Kind.BOOK), true, null);

        assertThat(context.scrape()
                        .value(
                                "place_seconds_count",
                                "route",
                                "/orders",
                                "kind",
                                "BOOK",
                                "method",
                                "BOOK",
                                "first",
                                "novel",
                                "express",
                                "yes",
                                "outcome",
                                "paid"))
                .isEqualTo(1);
    }

    @Test
    void aPathThatRunsIntoNullIsAnEmptyLabelAndNoError() {
        Failures.of(() -> orders.place(order(Kind.TOY), false, new IllegalStateException("a message")));

        assertThat(context.scrape()
                        .value(
                                "place_seconds_count",
                                "route",
                                "/orders",
                                "kind",
                                "TOY",
                                "method",
                                "TOY",
                                "first",
                                "novel",
                                "express",
                                "no",
                                "failure",
                                "IllegalStateException"))
                .isEqualTo(1);
        assertThat(context.errors(Orders.class, "place")).isZero();
    }

    @Test
    void eachOfFourLabelsHasTheValueOfItsOwnExpression() {
        orders.ship("Rome", "Oslo", "Bonn", 7);

        assertThat(context.scrape().samples("ship_seconds_count"))
                .singleElement()
                .extracting(Sample::labelMap)
                .isEqualTo(Map.of("from", "Rome", "to", "Oslo", "via", "Bonn", "weight", "7"));
    }

    @Test
    void nullHasNeitherPropertiesNorMethodsNorElementsHoweverManyCallsHadSome() {
        for (int i = 0; i < 3; i++) {
            orders.wrap(new Item("tea"), new String[] {"a"});
        }
        orders.wrap(null, null);

        assertThat(context.scrape().value("wrap_seconds_count", "name", "tea", "upper", "TEA", "first", "a"))
                .isEqualTo(3);
        assertThat(context.scrape().value("wrap_seconds_count")).isEqualTo(1);
        assertThat(context.errors(Orders.class, "wrap")).isZero();
    }

    @Test
    void theTimeOfAnExpressionIsNotThatOfItsCall() {
        Parcel parcel = new Parcel();

        orders.weigh(parcel);

        assertThat(context.scrape().value("weigh_seconds_sum", "kind", "heavy"))
                .isLessThanOrEqualTo((parcel.read - parcel.made) / 1e9);
    }

    @Test
    void anArrayGivesItsElements() {
        orders.pack(List.of(new Item("tea"), new Item("milk")), 3, 5);
        orders.pack(List.of(new Item("tea"), new Item("milk")), 3, 5);

        assertThat(context.scrape().value("pack_seconds_count", "sizes", "{3, 5}", "names", "{tea, milk}"))
                .isEqualTo(2);
    }

    @Test
    void anArgumentWithoutATextIsNoLabel() {
        orders.scan(new Code(), new Item("tea"));

        assertThat(context.scrape().value("scan_seconds_count", "name", "tea")).isEqualTo(1);
        assertThat(context.errors(Orders.class, "scan")).isZero();
    }

    @Test
    void anExceptionWhoseClassHasNoSimpleNameGoesByItsWholeName() {
        RuntimeException reason = new IllegalStateException() {
            private static final long serialVersionUID = 1;
        };

        Failures.of(() -> orders.refuse(reason));

        assertThat(context.scrape()
                        .value("refusals_total", "reason", reason.getClass().getName()))
                .isEqualTo(1);
    }

    @Test
    void theResultOfAnAsynchronousCallIsThatOfItsStage() {
        orders.later(CompletableFuture.completedFuture(new Receipt()));
        orders.later(CompletableFuture.failedFuture(new CompletionException(new IOException())));

        assertThat(context.scrape().value("later_seconds_count", "outcome", "paid"))
                .isEqualTo(1);
        assertThat(context.scrape().value("later_seconds_count", "failure", "IOException"))
                .isEqualTo(1);
    }

    @Test
    void theSeriesThatWentUpWhenACallBeganGoesDownAgain() {
        orders.changing(new String[] {"first"});

        assertThat(context.scrape().value("carts_in_progress", "first", "first"))
                .isZero();
        assertThat(context.scrape().has("carts_in_progress", "first", "changed"))
                .isFalse();
    }

    @Test
    void anExpressionThatFailsLeavesItsLabelEmptyAndTheRestAsItIs() throws IOException {
        assertThat(orders.broken(order(Kind.BOOK), false)).isEqualTo("fine");

        assertThat(context.scrape().value("broken_seconds_count", "b", "BOOK")).isEqualTo(1);
        assertThat(context.errors(Orders.class, "broken")).isEqualTo(2);
    }

    @Test
    void anExpressionThatFailsDoesNotHideTheExceptionOfTheCall() {
        assertThat(Failures.of(() -> orders.broken(order(Kind.BOOK), true)))
                .isInstanceOf(IOException.class)
                .hasMessage("the caller's");

        assertThat(context.scrape().value("broken_total")).isEqualTo(1);
        assertThat(context.errors(Orders.class, "broken")).isEqualTo(3);
    }

    @Test
    void anArgumentGoesByTheNameThatItsInterfaceGivesIt() {
        for (Class<?> beans : List.of(RenamingSearch.class, Searches.class)) {
            try (AspectContext searches = AspectContext.of(beans)) {
                searches.bean(Search.class).search("a");

                assertThat(searches.scrape().value("search_seconds_count", "query", "a"))
                        .isEqualTo(1);
            }
        }
    }

    interface Transfer {

        void transfer(String from, String to);
    }

    static class BackwardTransfer implements Transfer {

        @Override
        @Timed(
                name = "transfer_seconds",
                labels = {"from=#from", "to=#to"})
        public void transfer(String to, String from) {}
    }

    @Test
    void aNameThatAMethodAndItsInterfaceGiveToDifferentArgumentsIsThatOfTheMethod() {
        try (AspectContext transfers = AspectContext.of(BackwardTransfer.class)) {
            transfers.bean(Transfer.class).transfer("first", "second");

            assertThat(transfers.scrape().value("transfer_seconds_count", "to", "first", "from", "second"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anArgumentAloneMayHaveAnyNameAndTypeAndIsNoLabelWhereItIsNull() {
        orders.visit("/", 3, Kind.TOY);
        orders.visit("/", 3, null);

        assertThat(context.scrape().value("visit_seconds_count", "root", "/", "count", "3", "kind", "TOY"))
                .isEqualTo(1);
        assertThat(context.scrape().value("visit_seconds_count", "root", "/", "count", "3"))
                .isEqualTo(1);
    }

    @Test
    void anArgumentCalledRootHasPropertiesLikeAnyOther() {
        orders.upload(new Item("scan"));
        orders.upload(null);

        assertThat(context.scrape().value("upload_seconds_count", "name", "scan", "again", "scan"))
                .isEqualTo(1);
        assertThat(context.scrape().value("upload_seconds_count", "again", "none"))
                .isEqualTo(1);
    }

    @Test
    void aNameMayBeAKeyOfAMapOrAPropertyOfAnElement() {
        orders.price(Map.of("book", 2));

        assertThat(context.scrape().value("price_seconds_count", "of", "2", "to", "book", "known", "yes"))
                .isEqualTo(1);
        assertThat(context.errors(Orders.class, "price")).isZero();
    }

    @Test
    void aNameThatIsNoKeySinceThereIsNoMapIsCountedAsAnError() {
        orders.pick(List.of(new Item("novel")), 0);

        assertThat(context.scrape().value("pick_seconds_count")).isEqualTo(1);
        assertThat(context.errors(Orders.class, "pick")).isEqualTo(1);
    }

    @Test
    void anOptionalGivesWhatItHoldsAndIsNoLabelWhereItIsEmpty() {
        orders.note(Optional.of("fragile"), true);
        orders.note(Optional.empty(), true);

        assertThat(context.scrape().value("note_seconds_count", "note", "fragile", "shown", "fragile"))
                .isEqualTo(1);
        assertThat(context.scrape().value("note_seconds_count")).isEqualTo(1);
    }

    @Test
    void anOptionalVariableIsOpenedBeforeElvisAndSafeNavigationAndAComparisonWithNull() {
        orders.find(Optional.of("fragile"), Optional.of("top"), Optional.of("this"));
        orders.find(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(context.errors(Orders.class, "find")).isZero();
        assertThat(context.scrape().samples("find_seconds_count"))
                .extracting(Sample::labelMap)
                .containsExactlyInAnyOrder(
                        Map.of(
                                "note", "fragile",
                                "length", "7",
                                "root", "top",
                                "wrapped", "this",
                                "safe", "this",
                                "shown", "this",
                                "noted", "true",
                                "rootless", "false",
                                "outcome", "paid"),
                        Map.of(
                                "note", "none",
                                "root", "none",
                                "wrapped", "none",
                                "safe", "none",
                                "shown", "hidden",
                                "noted", "false",
                                "rootless", "true"));
    }

    @Test
    void anOptionalVariableIsWhatItHoldsForEverythingElse() {
        orders.match(Optional.of("fragile"), List.of("fragile"));
        orders.match(Optional.empty(), new ArrayList<>());

        assertThat(context.errors(Orders.class, "match")).isZero();
        assertThat(context.scrape().samples("match_seconds_count"))
                .extracting(Sample::labelMap)
                .containsExactlyInAnyOrder(
                        Map.of("known", "true", "length", "7", "listed", "true"),
                        Map.of("known", "false", "listed", "false"));
    }

    @Test
    void anOptionalVariableIsAskedItselfForWhatAnOptionalHas() {
        orders.ask(Optional.of("fragile"), Optional.of("fragile"), Optional.of(1), true);

        assertThat(context.errors(Orders.class, "ask")).isZero();
        assertThat(context.scrape().samples("ask_seconds_count"))
                .singleElement()
                .extracting(Sample::labelMap)
                .isEqualTo(Map.of(
                        "get", "fragile",
                        "throwing", "fragile",
                        "present", "true",
                        "missing", "false",
                        "empty", "false",
                        "same", "true",
                        "there", "true",
                        "nested", "7"));
    }

    @Test
    void aVariableOfOneLetterHasPropertiesLikeAnyOther() {
        orders.label(new Item("tea"));

        assertThat(context.scrape().value("label_seconds_count", "name", "tea")).isEqualTo(1);
    }

    @Test
    void theExceptionOfACallHidesAnArgumentOfItsName() {
        Failures.of(() -> orders.raise("argument"));

        assertThat(context.scrape().value("raise_seconds_count", "value", "IllegalStateException"))
                .isEqualTo(1);
    }

    @Test
    void anOutcomeHidesAnArgumentOfItsNameOnceItIsKnown() {
        orders.outcomes("argument");

        assertThat(context.scrape().has("hidden_seconds_count", "value", "outcome"))
                .isTrue();
        assertThat(context.scrape().has("shown_in_progress", "value", "argument"))
                .isTrue();
    }
}
