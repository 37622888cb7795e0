# The keys and the password that a new Kiln begins with. The applications take them from files; Kiln keeps hashes.

locals {
  secrets = {
    admin_password = "First password of the account admin; change it after the first sign-in"
    bootstrap_key  = "API key of the tenant default, to execute and to read"
    operator_key   = "API key of whoever operates this Kiln, with every scope"
    control_key    = "API key by which the control plane calls the execution API"
  }

  # A key is kiln_ and 43 digits of URL-safe base64; letters and digits are enough of them: 256 bits.
  beginnings = { for name in keys(local.secrets) : name => endswith(name, "_key") ? "kiln_" : "" }
}

# A new one at every look; what is kept is the first that terraform_data saw.
data "aws_secretsmanager_random_password" "control" {
  for_each = local.secrets

  password_length            = 43
  exclude_punctuation        = true
  require_each_included_type = true
}

# In the state, which is encrypted and closed.
resource "terraform_data" "secret" {
  for_each = local.secrets

  input            = data.aws_secretsmanager_random_password.control[each.key].random_password
  triggers_replace = var.secret_version

  lifecycle {
    ignore_changes = [input]
  }
}

resource "aws_secretsmanager_secret" "control" {
  # checkov:skip=CKV2_AWS_57: they are read once, by a new Kiln; after that keys and passwords are changed in Kiln, and here by secret_version
  for_each = local.secrets

  name                    = "${var.name}/control/${replace(each.key, "_", "-")}"
  description             = each.value
  kms_key_id              = var.key_arn
  recovery_window_in_days = var.secret_recovery_days
}

resource "aws_secretsmanager_secret_version" "control" {
  for_each = local.secrets

  secret_id     = aws_secretsmanager_secret.control[each.key].id
  secret_string = "${local.beginnings[each.key]}${sensitive(terraform_data.secret[each.key].output)}"
}
