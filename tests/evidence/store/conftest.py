from tests.s3 import any_store, bucket, in_bucket, s3_server

__all__ = ["any_store", "bucket", "in_bucket", "s3_server"]
