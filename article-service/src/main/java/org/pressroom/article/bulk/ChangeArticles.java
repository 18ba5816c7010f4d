package org.pressroom.article.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.publishing.PublishArticle;
import org.pressroom.article.publishing.RemoveArticle;
import org.pressroom.article.publishing.UnpublishArticle;
import org.pressroom.article.writing.ArticleAccess;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ReviseDraft;
import org.pressroom.article.writing.RevisionOrigin;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does the same to many articles, one after the other, each in a transaction of its own and by the use case that does it to
 * one: what one of them is refused holds up no other.
 */
@Component
class ChangeArticles {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeArticles.class);

    private final DraftRepository drafts;
    private final ReviseDraft reviseDraft;
    private final PublishArticle publishArticle;
    private final UnpublishArticle unpublishArticle;
    private final RemoveArticle removeArticle;

    ChangeArticles(
            DraftRepository drafts,
            ReviseDraft reviseDraft,
            PublishArticle publishArticle,
            UnpublishArticle unpublishArticle,
            RemoveArticle removeArticle) {
        this.drafts = drafts;
        this.reviseDraft = reviseDraft;
        this.publishArticle = publishArticle;
        this.unpublishArticle = unpublishArticle;
        this.removeArticle = removeArticle;
    }

    /** An article at the version that was seen. */
    record Target(UUID id, ExpectedVersion expected) {}

    /** What to do to which of them, in that order. */
    record Command(Actor actor, List<Target> targets, BulkChange change) {}

    /** What became of one of them. */
    sealed interface Outcome {
        UUID id();

        /**
         * It is as was asked for.
         *
         * @param version the draft's from now on; null where it is gone
         */
        record Done(UUID id, @Nullable Long version) implements Outcome {}

        /** It is as it was. */
        record Refused(UUID id, Refusal why) implements Outcome {}

        /** Something failed, with this one or with one before it. What was being done to it may have been done. */
        record Untried(UUID id) implements Outcome {}
    }

    /** Goes on with the next where one is refused, and stops where something fails. Answers an outcome for each. */
    Mono<List<Outcome>> execute(Command command) {
        return Mono.defer(() -> {
            List<Outcome> outcomes = new ArrayList<>(command.targets().size());
            return Flux.fromIterable(command.targets())
                    .concatMap(target -> change(command, target), 0)
                    .doOnNext(outcomes::add)
                    .then()
                    .onErrorResume(failure -> !outcomes.isEmpty(), failure -> {
                        LOG.warn(
                                "Stopped behind {} of {} articles",
                                outcomes.size(),
                                command.targets().size(),
                                failure);
                        return Mono.empty();
                    })
                    .then(Mono.fromSupplier(() -> withUntried(outcomes, command.targets())));
        });
    }

    private static List<Outcome> withUntried(List<Outcome> outcomes, List<Target> targets) {
        targets.subList(outcomes.size(), targets.size())
                .forEach(target -> outcomes.add(new Outcome.Untried(target.id())));
        return outcomes;
    }

    private Mono<Outcome> change(Command command, Target target) {
        UUID id = target.id();
        Actor actor = command.actor();
        ExpectedVersion expected = target.expected();
        BulkChange change = command.change();
        if (change.isForPublishers() && !ArticleAccess.mayPublish(actor)) {
            return Mono.just(new Outcome.Refused(
                    id, new Refusal.NotAllowed("What readers see is for others to decide. Hand it in instead.")));
        }
        if (change instanceof BulkChange.Publish publish) {
            return publishArticle
                    .execute(new PublishArticle.Command(id, actor, expected, null, null, publish.notifies()))
                    .map(result -> outcome(id, result, PublishArticle.Published::draftVersion));
        } else if (change instanceof BulkChange.Unpublish) {
            return unpublishArticle
                    .execute(new UnpublishArticle.Command(id, actor, expected))
                    .map(result -> outcome(id, result, version -> version));
        } else if (change instanceof BulkChange.Rewrite rewrite) {
            return rewrite(target, actor, rewrite).map(result -> outcome(id, result, Draft::version));
        }
        return removeArticle
                .execute(new RemoveArticle.Command(id, actor, expected))
                .map(result -> outcome(id, result, gone -> null));
    }

    /** Of what was read only what is still so is written back: the version that is expected says so. */
    private Mono<Result<Draft>> rewrite(Target target, Actor actor, BulkChange.Rewrite change) {
        return Result.of(drafts.find(target.id(), actor)
                        .doOnNext(draft -> target.expected().require(draft.version()))
                        .map(draft -> new Rewriting(draft, change.rewritten(draft.content()))))
                .flatMap(read -> read instanceof Result.Done<Rewriting> done
                        ? rewrite(done.value(), actor)
                        : Mono.just(new Result.Refused<>(((Result.Refused<Rewriting>) read).why())));
    }

    private Mono<Result<Draft>> rewrite(Rewriting rewriting, Actor actor) {
        Draft draft = rewriting.draft();
        return rewriting.content().equals(draft.content())
                ? Mono.just(new Result.Done<>(draft))
                : reviseDraft.execute(new ReviseDraft.Command(
                        draft.id(),
                        actor,
                        ExpectedVersion.of(draft.version()),
                        rewriting.content(),
                        new RevisionOrigin.Saved()));
    }

    private record Rewriting(Draft draft, DraftContent content) {}

    /** The version that a result has, where it has one. */
    private interface VersionOf<T> {
        @Nullable
        Long of(T value);
    }

    private static <T> Outcome outcome(UUID id, Result<T> result, VersionOf<T> version) {
        return result instanceof Result.Done<T> done
                ? new Outcome.Done(id, version.of(done.value()))
                : new Outcome.Refused(id, ((Result.Refused<T>) result).why());
    }
}
