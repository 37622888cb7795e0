# The provider is mocked: `apply` reaches nothing, and makes every value known.
mock_provider "aws" {
  source = "../../verify/mocks"
}

variables {
  name        = "kiln-test"
  monthly_usd = 400
  tag         = { key = "Kiln", value = "kiln-test" }
  topic_arn   = "arn:aws:sns:eu-central-1:123456789012:kiln"
}

run "tells_the_topic_before_it_is_too_late" {
  command = apply

  assert {
    condition     = anytrue([for notification in aws_budgets_budget.monthly.notification : notification.notification_type == "FORECASTED"])
    error_message = "As soon as the forecast goes beyond."
  }

  assert {
    condition     = alltrue([for notification in aws_budgets_budget.monthly.notification : notification.subscriber_sns_topic_arns == toset([var.topic_arn])])
    error_message = "Each tells the topic."
  }

  assert {
    condition     = one(aws_budgets_budget.monthly.cost_filter).values == tolist(["user:Kiln$kiln-test"])
    error_message = "What carries the tag is counted."
  }
}
