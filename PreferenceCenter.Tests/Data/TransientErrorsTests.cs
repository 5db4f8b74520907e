using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using PreferenceCenter.Data;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests which failures are the database's (503: another node, or later) and which are the statement's (500).
/// </summary>
public sealed class TransientErrorsTests
{
    [Theory]
    [InlineData("08006", true)] // connection failure
    [InlineData("28000", true)] // the role may not connect
    [InlineData("28P01", true)] // its password was changed
    [InlineData("3D000", true)] // no such database
    [InlineData("25006", true)] // read-only: a standby
    [InlineData("25P03", true)] // idle in a transaction for too long
    [InlineData("40001", true)] // serialization failure
    [InlineData("40P01", true)] // deadlock
    [InlineData("42501", true)] // no right to the table
    [InlineData("42P01", true)] // no such table: a restore is at work
    [InlineData("42703", true)] // no such column: another version
    [InlineData("53100", true)] // disk full
    [InlineData("53200", true)] // out of memory
    [InlineData("53300", true)] // too many connections
    [InlineData("55000", true)]
    [InlineData("55P03", true)] // lock not available
    [InlineData("57014", true)] // statement timeout
    [InlineData("57P01", true)] // shutdown
    [InlineData("57P02", true)] // crash
    [InlineData("57P03", true)] // starting
    [InlineData("57P04", true)] // database dropped
    [InlineData("58030", true)] // I/O error
    [InlineData("XX000", true)] // internal error
    [InlineData("22001", false)] // too long a text
    [InlineData("23505", false)] // unique violation
    [InlineData("23502", false)] // not null
    [InlineData("42601", false)] // syntax error
    [InlineData("P0001", false)] // raised by a trigger
    public void Of_the_server(string state, bool unavailable)
    {
        var error = new PostgresException("said", "ERROR", "ERROR", state);
        Assert.Equal(unavailable, TransientErrors.IsUnavailable(error));
        Assert.Equal(unavailable, TransientErrors.IsUnavailable(new InvalidOperationException("wrapped", error)));
    }

    [Theory]
    [InlineData(5, true)] // busy
    [InlineData(6, true)] // locked
    [InlineData(7, true)] // out of memory
    [InlineData(8, true)] // read-only
    [InlineData(10, true)] // I/O error
    [InlineData(778, true)] // extended: write
    [InlineData(13, true)] // disk full
    [InlineData(14, true)] // cannot open
    [InlineData(1, false)] // the statement is wrong
    [InlineData(11, false)] // corrupt
    [InlineData(19, false)] // constraint
    public void Of_the_file(int code, bool unavailable) =>
        Assert.Equal(unavailable, TransientErrors.IsUnavailable(new SqliteException("said", code & 0xFF, code)));

    [Fact]
    public void Of_the_connection()
    {
        Assert.True(TransientErrors.IsUnavailable(new NpgsqlException("refused", new SocketException(111))));
        Assert.True(TransientErrors.IsUnavailable(new NpgsqlException("no place in the pool")));
        Assert.True(TransientErrors.IsUnavailable(new TimeoutException()));
        Assert.False(TransientErrors.IsUnavailable(new InvalidOperationException("ours")));
        Assert.False(TransientErrors.IsUnavailable(null));
    }
}
