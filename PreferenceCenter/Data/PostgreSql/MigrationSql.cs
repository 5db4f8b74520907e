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

    /// <summary>
    /// Makes the function by which nodes rewrite a table without being its owner, so that what was deleted is gone from
    /// its pages: VACUUM FULL is for owners alone, and skips the table of anybody else with a warning.
    /// </summary>
    // It runs with the owner's rights, so every name in it is of the schema of the tables, whatever the caller put
    // into a search path.
    public static void LetRolesRewriteTables(this MigrationBuilder migration) =>
        migration.Sql(
            """
            -- beside: no statement of the version before names it.
            DO $do$ BEGIN
                EXECUTE format($make$
                    CREATE FUNCTION rewrite_table(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
                    SET search_path = pg_catalog, pg_temp AS $body$
                    BEGIN
                        EXECUTE format('CLUSTER %%I.%%I USING %%I', %L, name, 'PK_' || name);
                    END $body$
                $make$, current_schema());
            END $do$;
            """
        );

    private static void Refuse(MigrationBuilder migration, string table, string acts) =>
        migration.Sql(
            $"""
            CREATE TRIGGER "{table}_append_only" BEFORE {acts} ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """
        );
}
