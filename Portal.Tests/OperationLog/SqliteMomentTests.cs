using System.Globalization;
using Portal.Features.OperationLog.Verification;
using Xunit;

namespace Portal.Tests.OperationLog;

public class SqliteMomentTests
{
    private const string AsWritten = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    [Fact]
    public void WhatIsWritten_IsReadBack()
    {
        var random = new Random(20261126);
        for (var i = 0; i < 2_000; i++)
        {
            var digits = (long)Math.Pow(10, random.Next(0, 8));
            var moment = new DateTime(random.NextInt64(DateTime.MaxValue.Ticks) / digits * digits, DateTimeKind.Utc);
            var read = SqliteMoment.Read(moment.ToString(AsWritten, CultureInfo.InvariantCulture));
            Assert.Equal(moment, read);
            Assert.Equal(DateTimeKind.Utc, read!.Value.Kind);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024-02-30 10:00:00")]
    [InlineData("2024-02-29T10:00:00")]
    [InlineData("2024-02-29 10:00:00Z")]
    [InlineData("2024-02-29 10:00:00.")]
    [InlineData("2024-02-29 10:00:00.10")]
    [InlineData("2024-02-29 10:00:00.12345678")]
    [InlineData("2024-02-29 10:00:00,1")]
    [InlineData("2024-02-29 24:00:00")]
    [InlineData("2024-02-29 10:60:00")]
    [InlineData("2024-02-29 10:00:-1")]
    [InlineData("2024-13-01 10:00:00")]
    [InlineData("0000-01-01 10:00:00")]
    [InlineData("２024-02-29 10:00:00")]
    [InlineData("2024-2-29 10:00:00")]
    [InlineData(" 2024-02-29 10:00:00")]
    public void AnotherWayOfWriting_IsNotRead(string text) => Assert.Null(SqliteMoment.Read(text));
}
