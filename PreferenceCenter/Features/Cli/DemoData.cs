using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Cli;

/// <summary>
/// Finds what the demo made up in a database: by the ids it gave, and in databases of earlier versions by the addresses
/// of its accounts, whose domain no real mailbox can have (RFC 2606).
/// </summary>
internal sealed class DemoData(Database database)
{
    public const string WhatToDo =
        "The database holds people or accounts of the demo, whose passwords were printed: run 'demo clear', or point Storage:Directory elsewhere.";
    public const string StaffDomain = "example.com";

    /// <summary>Addresses of the accounts that the demo has, one a role.</summary>
    public static IReadOnlyList<string> AccountAddresses { get; } = [.. StaffRoles.All.Select(AddressOf)];

    public bool IsHere()
    {
        using var session = database.Read();
        var (first, last) = (DemoId.First.ToByteArray(bigEndian: true), DemoId.Last.ToByteArray(bigEndian: true));
        return session[
                Sql.AnyDemoAccount,
                ("@first", first),
                ("@last", last),
                ("@owner", AddressOf(StaffRole.Owner)),
                ("@privacy", AddressOf(StaffRole.Privacy)),
                ("@marketing", AddressOf(StaffRole.Marketing)),
                ("@auditor", AddressOf(StaffRole.Auditor))
            ]
                .ExecuteScalar()
                is not null
            || session[Sql.AnyDemoPerson, ("@first", first), ("@last", last)].ExecuteScalar() is not null;
    }

    public static string AddressOf(StaffRole role) => $"{WireName.Of(role)}@{StaffDomain}";
}
