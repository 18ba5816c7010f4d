package org.pressroom.subscription.mailing;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Isolates;
import org.pressroom.subscription.delivery.ClaimedDelivery;
import org.pressroom.subscription.delivery.Message;
import org.pressroom.subscription.links.SiteLinks;
import org.pressroom.subscription.mime.MimeMessage;
import org.pressroom.subscription.mime.MimeMessage.Field;

/** Writes the mails. The same delivery always gives the same message, Message-ID and links included. */
final class MailWriter {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** The language of our own words. */
    private static final String ENGLISH = "en";

    private final Supplier<String> siteName;
    private final String from;
    private final String domain;
    private final SiteLinks links;
    private final Template html;
    private final Template text;

    MailWriter(Supplier<String> siteName, String from, String domain, SiteLinks links) {
        this.siteName = siteName;
        this.from = from;
        this.domain = domain;
        this.links = links;
        this.html = template("/mail/mail.html", true);
        this.text = template("/mail/mail.txt", false);
    }

    /** The message of a delivery. Fails with {@link IllegalArgumentException} where it cannot be written as one. */
    MimeMessage write(ClaimedDelivery mail) {
        Letter letter = letter(mail);
        Map<String, Object> values = letter.values(siteName.get(), links.home());
        return new MimeMessage(
                mail.id() + "@" + domain,
                mail.createdAt(),
                siteName.get(),
                from,
                mail.recipient(),
                letter.subject(),
                fields(mail),
                text.execute(values),
                html.execute(values));
    }

    private String siteInWords() {
        return Isolates.isolated(siteName.get());
    }

    private Letter letter(ClaimedDelivery mail) {
        UUID subscription = mail.subscriptionId();
        if (mail.message() instanceof Message.Article article) {
            return article(article, subscription);
        }
        if (mail.message() instanceof Message.Staff staff) {
            return staff(staff);
        }
        if (mail.message() instanceof Message.PasswordLink link) {
            return password(link);
        }
        if (mail.message() instanceof Message.Confirmation confirmation) {
            return confirmation.known() ? change(confirmation, subscription) : confirmation(confirmation);
        }
        return reminder((Message.Reminder) mail.message(), subscription);
    }

    private Letter article(Message.Article article, UUID subscription) {
        String summary = article.summary();
        String category = article.categoryName();
        return new Letter(
                Objects.requireNonNullElse(article.language(), ""),
                article.title(),
                summary == null || summary.isBlank() ? "New on " + siteInWords() : summary,
                category == null ? "New article" : category,
                article.title(),
                "By " + names(article.authorNames()) + ", " + day(article.publishedAt()),
                summary == null || summary.isBlank() ? List.of() : List.of(summary),
                new Link(
                        "Read the article",
                        article.forSubscribers()
                                ? links.read(subscription, article.slug())
                                : links.article(article.slug())),
                "You get this mail because you subscribed to " + siteInWords() + ".",
                List.of(
                        new Link("Change what you get", links.manage(subscription)),
                        new Link("Unsubscribe", links.unsubscribe(subscription))));
    }

    /** As one says them: the last two with an “and”, those before them with commas. */
    private static String names(List<String> names) {
        List<String> isolated = names.stream().map(Isolates::isolated).toList();
        int last = isolated.size() - 1;
        return last == 0
                ? isolated.get(0)
                : String.join(", ", isolated.subList(0, last)) + " and " + isolated.get(last);
    }

    private Letter staff(Message.Staff staff) {
        String title = staff.title().isBlank() ? "an article" : "“" + Isolates.isolated(staff.title()) + "”";
        String actor = staff.actorName() == null ? siteInWords() : Isolates.isolated(staff.actorName());
        return switch (staff.step()) {
            case SUBMITTED ->
                staff(
                        staff,
                        "To review",
                        "An article waits for a review",
                        actor + " handed in " + title + ".",
                        "Publish it, or send it back with a message.");
            case RETURNED ->
                staff(
                        staff,
                        "Sent back",
                        "Your article was sent back",
                        actor + " sent back " + title + ".",
                        "What is still to be done stands at the desk, and notes beside the text.");
            case NOTED ->
                staff(
                        staff,
                        "New note",
                        "There is a note on an article",
                        actor + " left a note on " + title + ".",
                        "You hear of further notes on it ten minutes later at the earliest.");
            case PUBLISHED ->
                staff(
                        staff,
                        "Published",
                        "Your article is published",
                        actor + " published " + title + ".",
                        "Readers can see it now.");
            case REFUSED ->
                staff(
                        staff,
                        "Not done",
                        "What was scheduled could not be done",
                        "What was scheduled for " + title + " could not be done when it was due.",
                        "Why, and what is to be done, stands at the desk.");
            case NAMED ->
                staff(
                        staff,
                        "You are an author",
                        "You are an author of an article",
                        actor + " named you as an author of " + title + ".",
                        "You can work on it, and readers find it by your name once it is published.");
        };
    }

    private Letter staff(Message.Staff staff, String kicker, String heading, String what, String more) {
        return new Letter(
                ENGLISH,
                staff.title().isBlank() ? heading : kicker + ": " + staff.title(),
                what,
                kicker,
                heading,
                null,
                List.of(what, more),
                new Link("Open it at the desk", links.desk(staff.articleId())),
                "You get this mail because you work at " + siteInWords() + ", and your account there has this address.",
                List.of());
    }

    private Letter password(Message.PasswordLink link) {
        String actor = link.actorName() == null ? siteInWords() : Isolates.isolated(link.actorName());
        return new Letter(
                ENGLISH,
                "Choose your password at " + siteName.get(),
                actor + " sent you a link to choose the password of your account.",
                "Your account",
                "Choose your password",
                null,
                List.of(
                        actor + " sent you this link to choose the password of your account at " + siteInWords()
                                + ". Your username is " + Isolates.isolated(link.username()) + ".",
                        "It is good once, until " + MOMENT.format(link.expiresAt()) + " (UTC)."),
                new Link("Choose your password", links.password(link.mailId())),
                "You get this mail because an account at " + siteInWords()
                        + " has this address. If you expect nothing of the kind, do nothing: then everything stays as it is.",
                List.of());
    }

    private Letter confirmation(Message.Confirmation confirmation) {
        String chosen = TopicPhrase.of(confirmation.topics());
        return new Letter(
                ENGLISH,
                "Confirm your subscription to " + siteName.get(),
                "One click, and you get " + chosen + ".",
                "One more step",
                "Do you want mail from " + siteInWords() + "?",
                null,
                List.of(
                        "Somebody, hopefully you, asked to be sent " + chosen + " on " + siteInWords() + ".",
                        "If it was you, confirm it with the button."),
                new Link("Confirm the subscription", links.confirm(confirmation.requestId())),
                "If it was not you, do nothing: without the confirmation no mail is sent to you.",
                List.of());
    }

    private Letter change(Message.Confirmation confirmation, UUID subscription) {
        String chosen = TopicPhrase.of(confirmation.topics());
        return new Letter(
                ENGLISH,
                "Confirm the change of your subscription to " + siteName.get(),
                "One click, and you get " + chosen + " as well.",
                "One more step",
                "Do you want more mail from " + siteInWords() + "?",
                null,
                List.of(
                        "This address is subscribed to " + siteInWords()
                                + ". Somebody, hopefully you, asked to be sent " + chosen + " as well.",
                        "If it was you, confirm it with the button."),
                new Link("Confirm the change", links.confirm(confirmation.requestId())),
                "If it was not you, do nothing: then everything stays as it is.",
                List.of(new Link("Change what you get", links.manage(subscription))));
    }

    private Letter reminder(Message.Reminder reminder, UUID subscription) {
        return new Letter(
                ENGLISH,
                "You are subscribed to " + siteName.get(),
                "There is nothing left to confirm.",
                "Already done",
                "You are subscribed to " + siteInWords(),
                null,
                List.of("Somebody, hopefully you, asked to subscribe this address. It already is, so there is nothing"
                        + " to confirm: you get " + TopicPhrase.of(reminder.topics())
                        + ". You can see and change that."),
                new Link("See your subscription", links.manage(subscription)),
                "If it was not you, do nothing: then everything stays as it is.",
                List.of(new Link("Read what is for subscribers", links.read(subscription))));
    }

    private List<Field> fields(ClaimedDelivery mail) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Auto-Submitted", "auto-generated"));
        if (mail.message() instanceof Message.Article) {
            fields.add(new Field("List-Id", "<articles." + domain + ">"));
            fields.add(new Field("List-Unsubscribe", "<" + links.unsubscribe(mail.subscriptionId()) + ">"));
            fields.add(new Field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
            fields.add(new Field("Precedence", "bulk"));
        }
        return fields;
    }

    private static String day(Instant instant) {
        return DAY.format(instant);
    }

    private static Template template(String resource, boolean escaped) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(MailWriter.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8)) {
            return Mustache.compiler().escapeHTML(escaped).compile(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A link with its label. */
    private record Link(String label, String url) {

        Map<String, Object> values() {
            return Map.of("label", label, "url", url);
        }
    }

    /**
     * What stands in one mail, for both of its parts.
     *
     * @param language of heading and paragraphs; empty where they are an author's, whose language nobody told
     */
    private record Letter(
            String language,
            String subject,
            String preview,
            String kicker,
            String heading,
            @Nullable String byline,
            List<String> paragraphs,
            Link button,
            String reason,
            List<Link> more) {

        Map<String, Object> values(String siteName, String home) {
            Map<String, Object> values = new HashMap<>();
            values.put("language", language);
            values.put("siteName", siteName);
            values.put("home", home);
            values.put("subject", subject);
            values.put("preview", preview);
            values.put("kicker", kicker);
            values.put("heading", heading);
            values.put("hasByline", byline != null);
            values.put("byline", byline == null ? "" : byline);
            values.put("paragraphs", paragraphs);
            values.put("button", button.values());
            values.put("reason", reason);
            values.put("more", more.stream().map(Link::values).toList());
            return values;
        }
    }
}
