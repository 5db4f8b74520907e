using CsCheck;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Mail.Messages;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests when a failed mail is tried again and when it is given up.</summary>
public class RetryScheduleTests
{
    [Fact]
    public void It_doubles_from_a_minute_to_four_hours()
    {
        double[] minutes =
        [
            .. Enumerable
                .Range(1, 10)
                .Select(attempt =>
                    RetrySchedule.Next(MailVerdict.Retry, attempt, 0, TimeSpan.Zero, 0.5)!.Value.TotalMinutes
                ),
        ];
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 240, 240], minutes);
    }

    [Fact]
    public void What_somebody_must_set_right_waits_longer() =>
        Assert.Equal(TimeSpan.FromMinutes(15), RetrySchedule.Next(MailVerdict.Misconfigured, 1, 0, TimeSpan.Zero, 0.5));

    [Theory]
    [InlineData(MailVerdict.Sent)]
    [InlineData(MailVerdict.GiveUp)]
    internal void What_is_over_is_over(MailVerdict verdict) =>
        Assert.Null(RetrySchedule.Next(verdict, 1, 0, TimeSpan.Zero, 0.5));

    [Fact]
    public void An_uncertain_mail_is_sent_once_more_however_often_it_was_put_off_before()
    {
        Assert.NotNull(RetrySchedule.Next(MailVerdict.Uncertain, 5, 1, TimeSpan.FromHours(1), 0.5));
        Assert.Null(RetrySchedule.Next(MailVerdict.Uncertain, 2, 2, TimeSpan.FromHours(1), 0.5));
        Assert.NotNull(RetrySchedule.Next(MailVerdict.Retry, 2, 2, TimeSpan.FromHours(1), 0.5));
    }

    // Its three days passed while nothing was sent, or before an operator retried it.
    [Fact]
    public void What_has_hardly_been_tried_is_not_given_up_for_its_age()
    {
        var attempts = 1;
        while (RetrySchedule.Next(MailVerdict.Retry, attempts, 0, TimeSpan.FromDays(9), 0.5) is { } delay)
        {
            Assert.True(delay > TimeSpan.Zero);
            attempts++;
        }
        Assert.Equal(RetrySchedule.FewestAttempts, attempts);
    }

    [Theory]
    [InlineData(MailVerdict.Retry)]
    [InlineData(MailVerdict.Misconfigured)]
    internal void Whatever_chance_says_it_tries_for_three_days_and_no_longer(MailVerdict verdict) =>
        Gen.Double[0, 0.999999]
            .Array[200]
            .Sample(
                chances =>
                {
                    var age = TimeSpan.Zero;
                    var attempts = 1;
                    while (
                        RetrySchedule.Next(verdict, attempts, 0, age, chances[attempts % chances.Length]) is { } delay
                    )
                    {
                        Assert.True(delay > TimeSpan.Zero);
                        age += delay;
                        attempts++;
                    }
                    Assert.Equal(TimeSpan.FromDays(3), age);
                    Assert.InRange(attempts, 15, 40);
                },
                iter: 200
            );
}
