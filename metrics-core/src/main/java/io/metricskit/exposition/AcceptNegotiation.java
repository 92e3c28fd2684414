package io.metricskit.exposition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The choice among offers that an {@code Accept} header asks for. */
final class AcceptNegotiation {
    /*
     * RFC 9110, section 12.5.1, gives every representation the quality of the most specific media range that matches
     * it: "text/plain;version=0.0.4;q=0.3,text/*;q=0.9" rates text 0.0.4 at 0.3 and any other text at 0.9. So the
     * clauses are reduced to one for each offer first, and only then do the offers compete: by quality, then by the
     * clause's place in the header, then, where one wildcard speaks for several, by the order of the offers.
     *
     * Where equally specific clauses contradict each other, the higher quality stands, and of equal ones the first.
     */

    private AcceptNegotiation() {}

    /**
     * Returns the best of {@link Offer#SUPPORTED} with the escaping that its clause asks for; the first of them where
     * nothing is acceptable.
     */
    static NegotiatedFormat negotiate(@Nullable String acceptHeader) {
        List<HeaderClause> clauses = HeaderClause.parse(acceptHeader);
        Match best = null;
        for (Offer offer : Offer.SUPPORTED) {
            Match match = mostSpecific(offer, clauses);
            if (match != null && match.isAcceptable() && (best == null || match.isPreferredTo(best))) {
                best = match;
            }
        }
        return best == null ? new NegotiatedFormat(Offer.SUPPORTED.get(0), null) : best.negotiated();
    }

    private static @Nullable Match mostSpecific(Offer offer, List<HeaderClause> clauses) {
        Match best = null;
        for (int i = 0; i < clauses.size(); i++) {
            Match match = new Match(offer, clauses.get(i), i);
            if (match.specificity() != Offer.Specificity.NONE && (best == null || match.overrides(best))) {
                best = match;
            }
        }
        return best;
    }

    /** An offer and a clause that speaks for it, with the clause's place in the header. */
    private record Match(Offer offer, HeaderClause clause, int position) {

        Offer.Specificity specificity() {
            return offer.specificity(clause);
        }

        /** Whether this is the clause to go by, rather than an earlier one for the same offer. */
        boolean overrides(Match earlier) {
            int comparison = specificity().compareTo(earlier.specificity());
            return comparison > 0 || (comparison == 0 && clause.quality() > earlier.clause.quality());
        }

        boolean isAcceptable() {
            return clause.quality() > 0;
        }

        /** Whether this is better than a match of an offer that we would rather serve. */
        boolean isPreferredTo(Match other) {
            int comparison = Double.compare(clause.quality(), other.clause.quality());
            return comparison > 0 || (comparison == 0 && position < other.position);
        }

        NegotiatedFormat negotiated() {
            String escaping = clause.parameters().get("escaping");
            return new NegotiatedFormat(offer, escaping == null ? null : EscapingScheme.resolve(escaping));
        }
    }
}
