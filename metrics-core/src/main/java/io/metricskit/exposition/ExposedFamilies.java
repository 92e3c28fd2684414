package io.metricskit.exposition;

import io.metricskit.Registration;
import io.metricskit.Registry;
import io.metricskit.model.Collector;
import io.metricskit.model.Descriptor;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The families of an exposition in name order, worked out anew only when a registry has changed. */
final class ExposedFamilies {

    private final List<Registry> registries;
    private final List<Collector> own;

    /** Made once, when first asked for: what collectors say later is not trusted. */
    private @Nullable List<Registration> ownRegistrations;

    private volatile @Nullable Merged merged;

    /** Creates the families: the exporter's own collectors win a name, then the first registry that has it. */
    ExposedFamilies(List<Registry> registries, List<Collector> own) {
        this.registries = registries;
        this.own = own;
    }

    /** Returns what a scrape shows; what a conflict of names keeps out of it counts as failed each time. */
    List<ExposedFamily> inOrder() {
        Merged current = merged;
        if (current == null || !current.isOf(registries)) {
            current = merge();
            merged = current;
        }
        current.conflicts.forEach(Conflict::report);
        return current.families;
    }

    private synchronized List<Registration> ownRegistrations() {
        if (ownRegistrations == null) {
            ownRegistrations = Stream.concat(Registry.selfMetrics(this::counted).stream(), own.stream())
                    .map(Registration::of)
                    .toList();
        }
        return ownRegistrations;
    }

    private List<Registration> counted() {
        return Objects.requireNonNull(merged, "no scrape has begun").counted;
    }

    private Merged merge() {
        List<Registration> all = new ArrayList<>(ownRegistrations());
        List<List<Registration>> sources =
                registries.stream().map(Registry::registrations).toList();
        sources.forEach(all::addAll);
        Merge merge = new Merge(registries.get(0).constLabels(), all);
        return new Merged(
                sources, List.copyOf(merge.byName.values()), merge.conflicts, List.copyOf(merge.counted.values()));
    }

    /** The families of which the first one wins each name, also if names are the same only for some scrapers. */
    private static final class Merge {

        private final Labels constLabels;
        private final List<EscapingScheme> schemes;
        private final Map<String, ExposedFamily> byName = new TreeMap<>();

        /** By the name as scrapers know it, and by the escaping that they ask for. */
        private final Map<Map.Entry<EscapingScheme, String>, Descriptor> taken = new HashMap<>();

        private final List<Conflict> conflicts = new ArrayList<>();
        private final Map<String, Registration> counted = new LinkedHashMap<>();

        Merge(Labels constLabels, List<Registration> all) {
            this.constLabels = constLabels;
            boolean legacy = all.stream().allMatch(each -> each.descriptor().hasLegacyName());
            // Names that every scraper knows are different in each scheme if they are in one.
            this.schemes = legacy ? List.of(EscapingScheme.ALLOW_UTF_8) : List.of(EscapingScheme.values());
            all.forEach(this::add);
        }

        private void add(Registration registration) {
            Descriptor descriptor = registration.descriptor();
            if (byName.containsKey(descriptor.name())) {
                return;
            }
            counted.putIfAbsent(descriptor.name(), registration);
            List<Map.Entry<EscapingScheme, String>> names = schemes.stream()
                    .flatMap(scheme ->
                            descriptor.allNames(scheme::metricName).stream().map(name -> Map.entry(scheme, name)))
                    .toList();
            for (Map.Entry<EscapingScheme, String> known : names) {
                Descriptor other = taken.get(known);
                if (other != null) {
                    conflicts.add(new Conflict(registration, other, known.getValue()));
                    return;
                }
            }
            byName.put(descriptor.name(), new ExposedFamily(registration, constLabels));
            names.forEach(known -> taken.put(known, descriptor));
        }
    }

    /** A family that is left out, since another one has a name that it would have for some scraper. */
    private record Conflict(Registration registration, Descriptor other, String name) {

        void report() {
            registration.failed(new IllegalArgumentException(registration.descriptor() + " and " + other
                    + " of another registry would both be known as " + Quoted.of(name)));
        }
    }

    /**
     * The families of all sources.
     *
     * @param counted whose failures are told: the first of each name among the collectors of families and conflicts
     */
    private record Merged(
            List<List<Registration>> sources,
            List<ExposedFamily> families,
            List<Conflict> conflicts,
            List<Registration> counted) {

        /** A registry returns the same list until it changes. */
        boolean isOf(List<Registry> registries) {
            for (int i = 0; i < sources.size(); i++) {
                if (sources.get(i) != registries.get(i).registrations()) {
                    return false;
                }
            }
            return true;
        }
    }
}
