package org.pressroom.local.mailbox;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mailbox in HTML. Every text that comes from a mail is escaped. */
final class MailboxPage {
    private static final String NO_MAIL = "No mail yet";
    private static final int SHOWN = 100;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

    private MailboxPage() {}

    /** The whole page: the list, and beside it one mail or a hint. */
    static String page(List<MailStore.Stored> newestFirst, @Nullable String before, @Nullable ReadableMail selected)
            throws IOException {
        StringBuilder html = new StringBuilder();
        html.append("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="icon" href="/mailbox.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/mailbox.css">
                <script type="module" src="/mailbox.js"></script>
                </head>
                <body class="%s">
                <header class="bar">
                <a class="brand" href="/">Pressroom <span>mailbox</span></a>
                <p class="count">%s</p>
                <button type="button" id="empty" hidden>Empty</button>
                </header>
                <div class="panes">
                <nav aria-label="Mails" id="list" data-selected="%s" data-before="%s">
                """.formatted(
                        selected == null ? "Mailbox" : escaped(titleOf(selected)) + " – Mailbox",
                        selected == null ? "listing" : "reading",
                        newestFirst.size() == 1 ? "1 mail" : newestFirst.size() + " mails",
                        selected == null ? "" : selected.id(),
                        escaped(before == null ? "" : before)));
        html.append(list(newestFirst, before, selected == null ? null : selected.id()));
        html.append("</nav>\n<main>\n");
        html.append(selected == null ? hint(newestFirst.isEmpty()) : mail(selected));
        html.append("</main>\n</div>\n</body>\n</html>\n");
        return html.toString();
    }

    private static List<MailStore.Stored> shown(List<MailStore.Stored> newestFirst, @Nullable String before) {
        return newestFirst.stream()
                .filter(mail -> before == null || before.isEmpty() || mail.id().compareTo(before) < 0)
                .limit(SHOWN)
                .toList();
    }

    /** The list alone, which the page asks for again and again. */
    static String list(List<MailStore.Stored> newestFirst, @Nullable String before, @Nullable String selected)
            throws IOException {
        List<MailStore.Stored> mails = shown(newestFirst, before);
        StringBuilder html = new StringBuilder("<ol data-total=\"%d\">\n".formatted(newestFirst.size()));
        for (MailStore.Stored stored : mails) {
            Optional<ReadableMail> mail = ReadableMail.of(stored);
            if (mail.isPresent()) {
                html.append(row(mail.get(), stored.id().equals(selected)));
            }
        }
        html.append("</ol>\n");
        if (newestFirst.isEmpty()) {
            // A narrow window shows either the list or the mail, so that the hint beside the list is not seen there.
            html.append("<p class=\"none\">%s</p>\n".formatted(NO_MAIL));
        }
        if (mails.size() == SHOWN) {
            html.append("<a class=\"older\" href=\"/?before=%s\">Older mails</a>\n"
                    .formatted(mails.get(mails.size() - 1).id()));
        }
        return html.toString();
    }

    /** The HTML of a mail as the document of a frame; links leave the frame. */
    static String frame(ReadableMail mail) {
        return "<!doctype html><meta charset=\"utf-8\"><base target=\"_blank\">\n"
                + (mail.html() == null ? "" : mail.html());
    }

    private static String row(ReadableMail mail, boolean selected) {
        return """
                <li><a href="/messages/%s"%s>
                <span class="subject">%s</span>
                <span class="to">%s</span>
                %s
                </a></li>
                """.formatted(
                        mail.id(),
                        selected ? " aria-current=\"true\"" : "",
                        escaped(titleOf(mail)),
                        escaped(String.join(", ", mail.to())),
                        time(mail.receivedAt()));
    }

    private static String mail(ReadableMail mail) {
        StringBuilder html = new StringBuilder();
        html.append("""
                <article>
                <a class="back" href="/">All mails</a>
                <h1>%s</h1>
                <dl class="envelope">
                <dt>From</dt><dd>%s</dd>
                <dt>To</dt><dd>%s</dd>
                <dt>Received</dt><dd>%s</dd>
                </dl>
                """.formatted(
                        escaped(titleOf(mail)),
                        escaped(mail.from()),
                        escaped(String.join(", ", mail.to())),
                        time(mail.receivedAt())));
        // Radio buttons as tabs: they work without a script.
        boolean rich = mail.html() != null;
        html.append("<div class=\"views\">\n");
        html.append(tab("html", "HTML", rich, rich));
        html.append(tab("text", "Text", mail.text() != null, !rich));
        html.append(tab("headers", "Headers", true, !rich && mail.text() == null));
        html.append("<a class=\"raw\" href=\"/api/messages/%s/raw\">Source</a>\n".formatted(mail.id()));
        if (rich) {
            html.append("""
                    <section class="view html">
                    <iframe title="The mail as HTML" src="/messages/%s/html" referrerpolicy="no-referrer"
                    sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
                    </section>
                    """.formatted(mail.id()));
        }
        html.append("<section class=\"view text\"><pre>%s</pre></section>\n"
                .formatted(linked(mail.text() == null ? "" : mail.text())));
        html.append("<section class=\"view headers\"><table>\n");
        for (ReadableMail.Header header : mail.headers()) {
            html.append("<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                    .formatted(escaped(header.name()), escaped(header.value())));
        }
        html.append("</table></section>\n</div>\n</article>\n");
        return html.toString();
    }

    private static String tab(String name, String label, boolean there, boolean chosen) {
        return """
                <input type="radio" name="view" id="view-%1$s"%3$s%4$s><label for="view-%1$s">%2$s</label>
                """.formatted(name, label, chosen ? " checked" : "", there ? "" : " disabled");
    }

    private static String hint(boolean empty) {
        String title = empty ? NO_MAIL : "Choose a mail";
        return """
                <div class="hint">
                <h1>%s</h1>
                <p>Whatever the suite sends ends up here, and nowhere else.</p>
                </div>
                """.formatted(title);
    }

    private static String titleOf(ReadableMail mail) {
        return mail.subject().isBlank() ? "(no subject)" : mail.subject();
    }

    private static String time(Instant at) {
        return "<time datetime=\"%s\">%s</time>"
                .formatted(at, at.toString().substring(0, 19).replace('T', ' ') + " UTC");
    }

    /** The text escaped, with its web addresses as links. */
    private static String linked(String text) {
        StringBuilder html = new StringBuilder();
        Matcher matcher = LINK.matcher(text);
        int done = 0;
        while (matcher.find()) {
            String link = escaped(matcher.group());
            html.append(escaped(text.substring(done, matcher.start())))
                    .append("<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"")
                    .append(link)
                    .append("\">")
                    .append(link)
                    .append("</a>");
            done = matcher.end();
        }
        return html.append(escaped(text.substring(done))).toString();
    }

    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(character);
            }
        }
        return html.toString();
    }
}
