using Npgsql;

namespace PreferenceCenter.Data.PostgreSql;

// Adding to the counts by day.
internal sealed partial class PostgresWriteStore
{
    private static readonly string AddTopicDays = $"""
        INSERT INTO "TopicDays" ("Day", "Topic", "Slot", {CountSql.Join(", ", c => $"\"{c}\"")})
            SELECT * FROM unnest(@countDay::int[], @countTopic::bigint[], @countSlot::int[], {CountSql.Join(
            ", ",
            c => $"@{CountSql.Parameter(c)}::bigint[]"
        )})
            ON CONFLICT ("Day", "Topic", "Slot") DO UPDATE SET {CountSql.Join(
            ", ",
            c => $"\"{c}\" = \"TopicDays\".\"{c}\" + excluded.\"{c}\""
        )}
        """;
    private const string AddLanguages = """
        INSERT INTO "LanguagePeople" ("Language", "Slot", "People")
            SELECT language, slot, people FROM unnest(@spoken::text[], @spokenSlot::int[], @speakers::bigint[]) AS u(language, slot, people)
            ON CONFLICT ("Language", "Slot") DO UPDATE SET "People" = "LanguagePeople"."People" + excluded."People"
        """;
    internal const string AddFormDaysSql = """
        INSERT INTO "FormDays" ("Day", "Form", "Slot", "Submitted", "Confirmed")
            SELECT day, form, slot, submitted, confirmed
            FROM unnest(@day::int[], @form::text[], @slot::int[], @submitted::bigint[], @confirmed::bigint[]) AS u(day, form, slot, submitted, confirmed)
            ON CONFLICT ("Day", "Form", "Slot") DO UPDATE SET
                "Submitted" = "FormDays"."Submitted" + excluded."Submitted", "Confirmed" = "FormDays"."Confirmed" + excluded."Confirmed"
        """;

    private void AddCounts(NpgsqlCommand command, WriteSet set)
    {
        var days = Rows(command, set.TopicDays)
            .With("countDay", d => d.Day)
            .With("countTopic", d => d.Topic)
            .With("countSlot", _ => Slot);
        foreach (var kind in Enum.GetValues<Domain.DayCount>())
            days.With(CountSql.Parameter(kind.ToString()), d => d.Counts[(int)kind]);
        Rows(command, set.LanguagePeople)
            .With("spoken", l => l.Language)
            .With("spokenSlot", _ => Slot)
            .With("speakers", l => l.People);
    }

    private void AddForms(WriteSet set) =>
        Run(
            AddFormDaysSql,
            set.FormDays,
            rows =>
                rows.With("day", d => d.Day)
                    .With("form", d => d.Form)
                    .With("slot", _ => Slot)
                    .With("submitted", d => d.Submitted)
                    .With("confirmed", d => d.Confirmed)
        );
}
