package org.pressroom.article.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.taxonomy.Term;
import org.pressroom.article.taxonomy.TermKind;
import org.pressroom.article.taxonomy.TermName;
import org.pressroom.article.taxonomy.TermRepository;
import org.pressroom.article.writing.CommentPolicy;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.common.problem.FieldProblem;
import org.pressroom.common.text.Shown;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes of a draft what readers are shown: first what takes long and needs no lock, then the rest. */
@Component
class ContentPreparation {

    private static final String NOTHING_TO_SEE = "must show something when it is published";

    private final DraftRenderer renderer;
    private final TermRepository terms;

    ContentPreparation(DraftRenderer renderer, TermRepository terms) {
        this.renderer = renderer;
        this.terms = terms;
    }

    /** Without a lock, since rendering a body may take a second; refused where there is nothing to be published. */
    Mono<PreparedContent> prepare(Draft draft) {
        DraftContent content = draft.content();
        List<FieldProblem> faults = new ArrayList<>();
        if (Shown.isBlank(content.body())) {
            faults.add(new FieldProblem("body", NOTHING_TO_SEE));
        }
        TermName category = termName(content.category(), "category", faults);
        List<TermName> tags = new ArrayList<>();
        for (int i = 0; i < content.tags().size(); i++) {
            TermName tag = termName(content.tags().get(i), "tags[" + i + "]", faults);
            if (tag != null) {
                tags.add(tag);
            }
        }
        if (!faults.isEmpty()) {
            return Mono.error(RefusedException.invalid(faults));
        }
        return renderer.render(content)
                .filter(RenderedBody::showsSomething)
                .switchIfEmpty(Mono.error(() -> RefusedException.invalid("body", NOTHING_TO_SEE)))
                .map(body -> new PreparedContent(body, category, TermName.distinct(tags)));
    }

    /** Finds the categories and tags of several, and makes those that are new; needs the transaction that publishes. */
    Mono<Terms> terms(List<PreparedContent> prepared) {
        List<TermName> categories = TermName.distinct(prepared.stream()
                .map(PreparedContent::category)
                .filter(Objects::nonNull)
                .toList());
        List<TermName> tags = TermName.distinct(
                prepared.stream().flatMap(each -> each.tags().stream()).toList());
        return terms.ensure(TermKind.CATEGORY, categories)
                .zipWhen(category -> terms.ensure(TermKind.TAG, tags), Terms::new);
    }

    /** Categories and tags, by the keys of their names; those that are just being deleted are not there. */
    record Terms(Map<String, Term> categories, Map<String, Term> tags) {

        /** What readers see of a draft. */
        ArticleContent content(Draft draft, PreparedContent prepared) {
            DraftContent content = draft.content();
            return new ArticleContent(
                    draft.slug(),
                    content.title(),
                    content.summary(),
                    prepared.body(),
                    prepared.category() == null
                            ? null
                            : categories.get(prepared.category().key()),
                    prepared.tags().stream()
                            .map(name -> tags.get(name.key()))
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList(),
                    // Comments would tell of what not everybody may read.
                    content.visibility().isRestricted() ? CommentPolicy.CLOSED : content.commentPolicy(),
                    content.commentDays(),
                    content.cover(),
                    content.kind(),
                    content.menuPosition(),
                    content.seo(),
                    content.visibility(),
                    draft.passwordHash(),
                    Objects.requireNonNull(content.language()),
                    content.translationOf());
        }
    }

    private static @Nullable TermName termName(@Nullable String text, String field, List<FieldProblem> faults) {
        if (text == null) {
            return null;
        }
        TermName name = TermName.of(text);
        if (name.key().isEmpty()) {
            faults.add(new FieldProblem(field, "must not be blank"));
            return null;
        }
        return name;
    }
}
