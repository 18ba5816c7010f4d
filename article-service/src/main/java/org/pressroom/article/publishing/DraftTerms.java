package org.pressroom.article.publishing;

import java.util.UUID;
import org.pressroom.article.taxonomy.TermKind;
import org.pressroom.article.taxonomy.TermRepository;
import org.pressroom.article.writing.DraftRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What drafts call categories and tags: they have their names as their writers gave them. */
@Component
class DraftTerms {

    private final TermRepository terms;
    private final DraftRepository drafts;

    DraftTerms(TermRepository terms, DraftRepository drafts) {
        this.terms = terms;
        this.drafts = drafts;
    }

    /**
     * Gives some of the drafts that have a former name of a term the one that it has. What somebody has in hand just now keeps
     * the former one, which means the same.
     *
     * @return how many; none where it has no former name, or is not there any more
     */
    Mono<Long> rename(TermKind kind, UUID term, int limit) {
        return terms.name(kind, term)
                .zipWhen(name -> terms.formerNames(kind, term))
                .filter(names -> !names.getT2().isEmpty())
                .flatMap(names -> kind == TermKind.CATEGORY
                        ? drafts.renameCategory(names.getT2(), names.getT1(), limit)
                        : drafts.renameTag(names.getT2(), names.getT1(), limit))
                .defaultIfEmpty(0L);
    }
}
