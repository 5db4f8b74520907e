using Microsoft.EntityFrameworkCore.Migrations;

namespace PreferenceCenter.Data.PostgreSql;

/// <summary>SQL that the migrations run besides creating tables.</summary>
internal static class MigrationSql
{
    // The log and the tables it is built from are written once: no statement may change a row or empty a table.
    public static void KeepLogAppendOnly(this MigrationBuilder migration)
    {
        migration.Sql(
            """
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
            END $$;
            """
        );
        foreach (var table in (string[])["LedgerEvents", "Seals", "LogNodes"])
            Refuse(migration, table, "UPDATE OR DELETE OR TRUNCATE");
        // Evidence may be erased, never altered.
        Refuse(migration, "Evidence", "UPDATE OR TRUNCATE");
    }

    // A text that was shown to people must stay as it was shown.
    public static void KeepPublishedWords(this MigrationBuilder migration)
    {
        foreach (var table in (string[])["Notices", "NoticeTexts", "Forms"])
            Refuse(migration, table, "UPDATE OR DELETE OR TRUNCATE");
    }

    // Free space on each page, so that a new version of a row stays on its page and no index is touched.
    public static void LeaveRoomForChanges(this MigrationBuilder migration)
    {
        foreach (var table in (string[])["Choices", "Subscribers"])
            migration.Sql($"""ALTER TABLE "{table}" SET (fillfactor = 80);""");
    }

    private static void Refuse(MigrationBuilder migration, string table, string acts) =>
        migration.Sql(
            $"""
            CREATE TRIGGER "{table}_append_only" BEFORE {acts} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """
        );
}
